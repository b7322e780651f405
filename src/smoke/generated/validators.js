// Generated from schemas/ by `npm run generate`: do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var report = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false, "required": ["schemaVersion", "tool", "environment", "product", "platform", "integrationKey", "thumbprint", "configHash", "run", "verdict", "canary", "unknownUser", "summary", "pace", "tenants"], "properties": { "schemaVersion": { "const": 1 }, "tool": { "type": "object", "additionalProperties": false, "required": ["name", "version"], "properties": { "name": { "const": "ikctl" }, "version": { "type": "string", "minLength": 1 } } }, "environment": { "type": "string", "minLength": 1 }, "product": { "type": "string", "minLength": 1 }, "platform": { "type": "string", "enum": ["production", "demo", "emulator"] }, "integrationKey": { "$ref": "#/$defs/guid" }, "thumbprint": { "type": "string", "pattern": "^[A-Za-z0-9_-]{43}$" }, "keyPair": { "type": "string", "minLength": 1 }, "configHash": { "type": "string", "pattern": "^[0-9a-f]{64}$" }, "commit": { "type": "string", "minLength": 1 }, "run": { "type": "object", "additionalProperties": false, "required": ["id", "startedAt", "endedAt", "depth", "scopes", "sample", "seed"], "properties": { "id": { "type": "string", "minLength": 1 }, "startedAt": { "$ref": "#/$defs/time" }, "endedAt": { "$ref": "#/$defs/time" }, "startedBy": { "type": "string", "minLength": 1 }, "depth": { "type": "string", "enum": ["token", "userinfo", "account", "connect"] }, "scopes": { "type": "array", "items": { "type": "string", "minLength": 1 } }, "selection": { "type": "object", "additionalProperties": false, "required": [], "properties": { "tenants": { "type": "array", "items": { "type": "string" } }, "statuses": { "type": "array", "items": { "type": "string" } }, "labels": { "type": "object", "additionalProperties": { "type": "string" } } } }, "sample": { "oneOf": [{ "type": "integer", "minimum": 1 }, { "const": "all" }] }, "seed": { "type": "integer", "minimum": 0 }, "shard": { "type": "object", "additionalProperties": false, "required": ["index", "count"], "properties": { "index": { "type": "integer", "minimum": 1 }, "count": { "type": "integer", "minimum": 1 } } }, "mergedShards": { "type": "integer", "minimum": 1 }, "resumed": { "type": "integer", "minimum": 0 } } }, "verdict": { "type": "string", "enum": ["passed", "failed", "integration_key", "incomplete"] }, "stopped": { "type": "object", "additionalProperties": false, "required": ["reason", "message"], "properties": { "reason": { "type": "string", "enum": ["integration_key", "host", "nothing_proven", "throttled", "interrupted", "deadline", "missing_shards", "key_pair_changed"] }, "message": { "type": "string", "minLength": 1 }, "thumbprints": { "type": "array", "minItems": 2, "items": { "type": "string", "pattern": "^[A-Za-z0-9_-]{43}$" } } } }, "canary": { "type": "object", "additionalProperties": false, "required": ["user", "outcome"], "properties": { "user": { "$ref": "#/$defs/subject" }, "outcome": { "$ref": "#/$defs/outcome" }, "attempts": { "type": "integer", "minimum": 2 }, "durationMs": { "type": "integer", "minimum": 0 }, "failure": { "$ref": "#/$defs/failure" }, "consentLink": { "type": "string", "minLength": 1 } } }, "unknownUser": { "type": "object", "additionalProperties": false, "required": ["user", "outcome"], "properties": { "user": { "$ref": "#/$defs/subject" }, "outcome": { "$ref": "#/$defs/outcome" }, "attempts": { "type": "integer", "minimum": 2 }, "durationMs": { "type": "integer", "minimum": 0 }, "failure": { "$ref": "#/$defs/failure" }, "consentLink": { "type": "string", "minLength": 1 } } }, "summary": { "type": "object", "additionalProperties": false, "required": ["tenants", "logins", "outcomes", "failures", "requests", "retries"], "properties": { "tenants": { "type": "integer", "minimum": 0 }, "logins": { "type": "integer", "minimum": 0 }, "outcomes": { "type": "object", "propertyNames": { "$ref": "#/$defs/outcome" }, "additionalProperties": { "type": "integer", "minimum": 1 } }, "failures": { "type": "object", "propertyNames": { "$ref": "#/$defs/failureClass" }, "additionalProperties": { "type": "integer", "minimum": 1 } }, "migration": { "type": "object", "additionalProperties": false, "required": ["ready", "waiting"], "properties": { "ready": { "type": "integer", "minimum": 0 }, "waiting": { "type": "integer", "minimum": 0 } } }, "warnings": { "type": "object", "propertyNames": { "$ref": "#/$defs/warningClass" }, "additionalProperties": { "type": "integer", "minimum": 1 } }, "requests": { "type": "integer", "minimum": 0 }, "retries": { "type": "integer", "minimum": 0 } } }, "pace": { "type": "object", "additionalProperties": false, "required": ["asked", "held"], "properties": { "asked": { "oneOf": [{ "type": "number", "exclusiveMinimum": 0 }, { "type": "null" }] }, "held": { "type": "number", "minimum": 0 }, "limitedBy": { "type": "string", "enum": ["throttling", "concurrency", "signing", "outage"] } } }, "apiBudget": { "type": "object", "additionalProperties": false, "required": [], "properties": { "oauth": { "$ref": "#/$defs/budget" }, "accounts": { "$ref": "#/$defs/budget" } } }, "comparison": { "type": "object", "additionalProperties": false, "required": ["runId", "endedAt", "regressed", "newlyFailing", "stillFailing", "fixed"], "properties": { "runId": { "type": "string", "minLength": 1 }, "endedAt": { "$ref": "#/$defs/time" }, "regressed": { "type": "array", "items": { "$ref": "#/$defs/changedLogin" } }, "newlyFailing": { "type": "array", "items": { "$ref": "#/$defs/changedLogin" } }, "stillFailing": { "type": "array", "items": { "$ref": "#/$defs/changedLogin" } }, "fixed": { "type": "array", "items": { "$ref": "#/$defs/changedLogin" } } } }, "redacted": { "const": true }, "tenants": { "type": "array", "items": { "$ref": "#/$defs/tenantReport" } } }, "$defs": { "guid": { "type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, "subject": { "type": "string", "pattern": "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$" }, "time": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" }, "outcome": { "type": "string", "enum": ["passed", "passed_after_retry", "failed", "known_failure", "informational", "incomplete", "refused", "not_tried"] }, "failureClass": { "type": "string", "enum": ["key_rejected", "app_unknown", "app_refused", "clock_skew", "consent_required", "scope_missing", "user_not_found", "user_mismatch", "account_mismatch", "base_uri_mismatch", "user_not_allowed", "account_not_allowed", "sending_blocked", "plan_ended", "user_inactive", "user_may_not_send", "webhook_missing", "webhook_disabled", "webhook_unsigned", "webhook_differs", "webhook_not_read", "token_refused", "grant_refused", "throttled", "transient", "foreign_answer", "network_config", "signer_error", "signer_unavailable", "unknown", "not_refused"] }, "warningClass": { "type": "string", "enum": ["account_suspension", "plan_ends_soon", "envelopes_used_up", "user_is_administrator", "rights_not_read", "undocumented_value", "webhook_duplicate", "webhook_no_retry", "webhook_undelivered", "api_budget_low"] }, "warning": { "type": "object", "additionalProperties": false, "required": ["class", "message", "action"], "properties": { "class": { "$ref": "#/$defs/warningClass" }, "message": { "type": "string", "minLength": 1 }, "action": { "type": "string", "minLength": 1 } } }, "failure": { "type": "object", "additionalProperties": false, "required": ["class", "scope", "message", "action"], "properties": { "class": { "$ref": "#/$defs/failureClass" }, "scope": { "type": "string", "enum": ["app", "tenant", "host"] }, "message": { "type": "string", "minLength": 1 }, "action": { "type": "string", "minLength": 1 }, "phase": { "type": "string", "enum": ["sign", "proxy", "dns", "connect", "tls", "request", "response", "body"] }, "status": { "type": "integer", "minimum": 100, "maximum": 999 }, "error": { "type": "string", "minLength": 1 }, "errorDescription": { "type": "string", "minLength": 1 }, "networkCode": { "type": "string", "minLength": 1 }, "traceToken": { "type": "string", "minLength": 1 }, "skewMs": { "type": "integer" } } }, "changedLogin": { "type": "object", "additionalProperties": false, "required": ["tenant", "role"], "properties": { "tenant": { "type": "string", "minLength": 1 }, "role": { "type": "string", "minLength": 1 }, "before": { "$ref": "#/$defs/outcome" }, "since": { "$ref": "#/$defs/time" } } }, "loginReport": { "type": "object", "additionalProperties": false, "required": ["role", "user", "outcome"], "properties": { "role": { "type": "string", "minLength": 1 }, "user": { "$ref": "#/$defs/subject" }, "outcome": { "$ref": "#/$defs/outcome" }, "attempts": { "type": "integer", "minimum": 2 }, "durationMs": { "type": "integer", "minimum": 0 }, "failure": { "$ref": "#/$defs/failure" }, "consentLink": { "type": "string", "minLength": 1 }, "reason": { "type": "string", "enum": ["suspended", "offboarded", "stopped"] }, "sharedKey": { "type": "object", "additionalProperties": false, "required": ["outcome"], "properties": { "outcome": { "$ref": "#/$defs/outcome" }, "attempts": { "type": "integer", "minimum": 2 }, "durationMs": { "type": "integer", "minimum": 0 }, "failure": { "$ref": "#/$defs/failure" }, "consentLink": { "type": "string", "minLength": 1 } } }, "warnings": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/warning" } } } }, "tenantReport": { "type": "object", "additionalProperties": false, "required": ["id", "name", "status", "account", "logins"], "properties": { "id": { "type": "string", "minLength": 1 }, "name": { "type": "string", "minLength": 1 }, "status": { "type": "string", "enum": ["onboarding", "migrating", "live", "suspended", "offboarded"] }, "account": { "$ref": "#/$defs/subject" }, "labels": { "type": "object", "additionalProperties": { "type": "string" } }, "apiBudget": { "$ref": "#/$defs/budget" }, "knownFailure": { "type": "object", "additionalProperties": false, "required": ["class", "reason", "until", "state"], "properties": { "class": { "$ref": "#/$defs/failureClass" }, "reason": { "type": "string", "minLength": 1 }, "until": { "type": "string", "minLength": 1 }, "state": { "type": "string", "enum": ["accepted", "expired", "over"] } } }, "logins": { "type": "array", "items": { "$ref": "#/$defs/loginReport" } } } }, "budget": { "type": "object", "additionalProperties": false, "required": [], "properties": { "hourly": { "$ref": "#/$defs/calls" }, "burst": { "$ref": "#/$defs/calls" } } }, "calls": { "type": "object", "additionalProperties": false, "required": ["remaining"], "properties": { "remaining": { "type": "integer", "minimum": 0 }, "limit": { "type": "integer", "minimum": 0 }, "resetsAt": { "$ref": "#/$defs/time" } } } } };
var schema36 = { "type": "string", "enum": ["passed", "passed_after_retry", "failed", "known_failure", "informational", "incomplete", "refused", "not_tried"] };
var schema38 = { "type": "string", "enum": ["key_rejected", "app_unknown", "app_refused", "clock_skew", "consent_required", "scope_missing", "user_not_found", "user_mismatch", "account_mismatch", "base_uri_mismatch", "user_not_allowed", "account_not_allowed", "sending_blocked", "plan_ended", "user_inactive", "user_may_not_send", "webhook_missing", "webhook_disabled", "webhook_unsigned", "webhook_differs", "webhook_not_read", "token_refused", "grant_refused", "throttled", "transient", "foreign_answer", "network_config", "signer_error", "signer_unavailable", "unknown", "not_refused"] };
var schema43 = { "type": "string", "enum": ["account_suspension", "plan_ends_soon", "envelopes_used_up", "user_is_administrator", "rights_not_read", "undocumented_value", "webhook_duplicate", "webhook_no_retry", "webhook_undelivered", "api_budget_low"] };
var func0 = Object.prototype.hasOwnProperty;
var func82 = require_ucs2length().default;
var pattern4 = new RegExp("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "u");
var pattern5 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");
var pattern6 = new RegExp("^[0-9a-f]{64}$", "u");
var pattern7 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$", "u");
var pattern10 = new RegExp("^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$", "u");
var schema37 = { "type": "object", "additionalProperties": false, "required": ["class", "scope", "message", "action"], "properties": { "class": { "$ref": "#/$defs/failureClass" }, "scope": { "type": "string", "enum": ["app", "tenant", "host"] }, "message": { "type": "string", "minLength": 1 }, "action": { "type": "string", "minLength": 1 }, "phase": { "type": "string", "enum": ["sign", "proxy", "dns", "connect", "tls", "request", "response", "body"] }, "status": { "type": "integer", "minimum": 100, "maximum": 999 }, "error": { "type": "string", "minLength": 1 }, "errorDescription": { "type": "string", "minLength": 1 }, "networkCode": { "type": "string", "minLength": 1 }, "traceToken": { "type": "string", "minLength": 1 }, "skewMs": { "type": "integer" } } };
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.class === void 0 || !func0.call(data, "class")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "class" }, message: "must have required property 'class'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.scope === void 0 || !func0.call(data, "scope")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "scope" }, message: "must have required property 'scope'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.message === void 0 || !func0.call(data, "message")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.action === void 0 || !func0.call(data, "action")) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "action" }, message: "must have required property 'action'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!func0.call(schema37.properties, key0)) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.class !== void 0 && func0.call(data, "class")) {
      let data0 = data.class;
      if (typeof data0 !== "string") {
        const err5 = { instancePath: instancePath + "/class", schemaPath: "#/$defs/failureClass/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (!(data0 === "key_rejected" || data0 === "app_unknown" || data0 === "app_refused" || data0 === "clock_skew" || data0 === "consent_required" || data0 === "scope_missing" || data0 === "user_not_found" || data0 === "user_mismatch" || data0 === "account_mismatch" || data0 === "base_uri_mismatch" || data0 === "user_not_allowed" || data0 === "account_not_allowed" || data0 === "sending_blocked" || data0 === "plan_ended" || data0 === "user_inactive" || data0 === "user_may_not_send" || data0 === "webhook_missing" || data0 === "webhook_disabled" || data0 === "webhook_unsigned" || data0 === "webhook_differs" || data0 === "webhook_not_read" || data0 === "token_refused" || data0 === "grant_refused" || data0 === "throttled" || data0 === "transient" || data0 === "foreign_answer" || data0 === "network_config" || data0 === "signer_error" || data0 === "signer_unavailable" || data0 === "unknown" || data0 === "not_refused")) {
        const err6 = { instancePath: instancePath + "/class", schemaPath: "#/$defs/failureClass/enum", keyword: "enum", params: { allowedValues: schema38.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.scope !== void 0 && func0.call(data, "scope")) {
      let data1 = data.scope;
      if (typeof data1 !== "string") {
        const err7 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (!(data1 === "app" || data1 === "tenant" || data1 === "host")) {
        const err8 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/enum", keyword: "enum", params: { allowedValues: schema37.properties.scope.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.message !== void 0 && func0.call(data, "message")) {
      let data2 = data.message;
      if (typeof data2 === "string") {
        if (func82(data2) < 1) {
          const err9 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.action !== void 0 && func0.call(data, "action")) {
      let data3 = data.action;
      if (typeof data3 === "string") {
        if (func82(data3) < 1) {
          const err11 = { instancePath: instancePath + "/action", schemaPath: "#/properties/action/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/action", schemaPath: "#/properties/action/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.phase !== void 0 && func0.call(data, "phase")) {
      let data4 = data.phase;
      if (typeof data4 !== "string") {
        const err13 = { instancePath: instancePath + "/phase", schemaPath: "#/properties/phase/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
      if (!(data4 === "sign" || data4 === "proxy" || data4 === "dns" || data4 === "connect" || data4 === "tls" || data4 === "request" || data4 === "response" || data4 === "body")) {
        const err14 = { instancePath: instancePath + "/phase", schemaPath: "#/properties/phase/enum", keyword: "enum", params: { allowedValues: schema37.properties.phase.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      let data5 = data.status;
      if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
        const err15 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
      if (typeof data5 == "number" && isFinite(data5)) {
        if (data5 > 999 || isNaN(data5)) {
          const err16 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/maximum", keyword: "maximum", params: { comparison: "<=", limit: 999 }, message: "must be <= 999" };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
        if (data5 < 100 || isNaN(data5)) {
          const err17 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/minimum", keyword: "minimum", params: { comparison: ">=", limit: 100 }, message: "must be >= 100" };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      }
    }
    if (data.error !== void 0 && func0.call(data, "error")) {
      let data6 = data.error;
      if (typeof data6 === "string") {
        if (func82(data6) < 1) {
          const err18 = { instancePath: instancePath + "/error", schemaPath: "#/properties/error/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
      } else {
        const err19 = { instancePath: instancePath + "/error", schemaPath: "#/properties/error/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.errorDescription !== void 0 && func0.call(data, "errorDescription")) {
      let data7 = data.errorDescription;
      if (typeof data7 === "string") {
        if (func82(data7) < 1) {
          const err20 = { instancePath: instancePath + "/errorDescription", schemaPath: "#/properties/errorDescription/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
      } else {
        const err21 = { instancePath: instancePath + "/errorDescription", schemaPath: "#/properties/errorDescription/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.networkCode !== void 0 && func0.call(data, "networkCode")) {
      let data8 = data.networkCode;
      if (typeof data8 === "string") {
        if (func82(data8) < 1) {
          const err22 = { instancePath: instancePath + "/networkCode", schemaPath: "#/properties/networkCode/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err22];
          } else {
            vErrors.push(err22);
          }
          errors++;
        }
      } else {
        const err23 = { instancePath: instancePath + "/networkCode", schemaPath: "#/properties/networkCode/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.traceToken !== void 0 && func0.call(data, "traceToken")) {
      let data9 = data.traceToken;
      if (typeof data9 === "string") {
        if (func82(data9) < 1) {
          const err24 = { instancePath: instancePath + "/traceToken", schemaPath: "#/properties/traceToken/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      } else {
        const err25 = { instancePath: instancePath + "/traceToken", schemaPath: "#/properties/traceToken/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.skewMs !== void 0 && func0.call(data, "skewMs")) {
      let data10 = data.skewMs;
      if (!(typeof data10 == "number" && (!(data10 % 1) && !isNaN(data10)) && isFinite(data10))) {
        const err26 = { instancePath: instancePath + "/skewMs", schemaPath: "#/properties/skewMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
  } else {
    const err27 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err27];
    } else {
      vErrors.push(err27);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate25.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.remaining === void 0 || !func0.call(data, "remaining")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "remaining" }, message: "must have required property 'remaining'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "remaining" || key0 === "limit" || key0 === "resetsAt")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.remaining !== void 0 && func0.call(data, "remaining")) {
      let data0 = data.remaining;
      if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
        const err2 = { instancePath: instancePath + "/remaining", schemaPath: "#/properties/remaining/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          const err3 = { instancePath: instancePath + "/remaining", schemaPath: "#/properties/remaining/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      }
    }
    if (data.limit !== void 0 && func0.call(data, "limit")) {
      let data1 = data.limit;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err4 = { instancePath: instancePath + "/limit", schemaPath: "#/properties/limit/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 0 || isNaN(data1)) {
          const err5 = { instancePath: instancePath + "/limit", schemaPath: "#/properties/limit/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
    }
    if (data.resetsAt !== void 0 && func0.call(data, "resetsAt")) {
      let data2 = data.resetsAt;
      if (typeof data2 === "string") {
        if (!pattern7.test(data2)) {
          const err6 = { instancePath: instancePath + "/resetsAt", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"' };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/resetsAt", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate25.errors = vErrors;
  return errors === 0;
}
validate25.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate24.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "hourly" || key0 === "burst")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.hourly !== void 0 && func0.call(data, "hourly")) {
      if (!validate25(data.hourly, { instancePath: instancePath + "/hourly", parentData: data, parentDataProperty: "hourly", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
        errors = vErrors.length;
      }
    }
    if (data.burst !== void 0 && func0.call(data, "burst")) {
      if (!validate25(data.burst, { instancePath: instancePath + "/burst", parentData: data, parentDataProperty: "burst", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
validate24.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate30.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.tenant === void 0 || !func0.call(data, "tenant")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tenant" }, message: "must have required property 'tenant'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.role === void 0 || !func0.call(data, "role")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "role" }, message: "must have required property 'role'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "tenant" || key0 === "role" || key0 === "before" || key0 === "since")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.tenant !== void 0 && func0.call(data, "tenant")) {
      let data0 = data.tenant;
      if (typeof data0 === "string") {
        if (func82(data0) < 1) {
          const err3 = { instancePath: instancePath + "/tenant", schemaPath: "#/properties/tenant/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/tenant", schemaPath: "#/properties/tenant/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.role !== void 0 && func0.call(data, "role")) {
      let data1 = data.role;
      if (typeof data1 === "string") {
        if (func82(data1) < 1) {
          const err5 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.before !== void 0 && func0.call(data, "before")) {
      let data2 = data.before;
      if (typeof data2 !== "string") {
        const err7 = { instancePath: instancePath + "/before", schemaPath: "#/$defs/outcome/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (!(data2 === "passed" || data2 === "passed_after_retry" || data2 === "failed" || data2 === "known_failure" || data2 === "informational" || data2 === "incomplete" || data2 === "refused" || data2 === "not_tried")) {
        const err8 = { instancePath: instancePath + "/before", schemaPath: "#/$defs/outcome/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.since !== void 0 && func0.call(data, "since")) {
      let data3 = data.since;
      if (typeof data3 === "string") {
        if (!pattern7.test(data3)) {
          const err9 = { instancePath: instancePath + "/since", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"' };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/since", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
  } else {
    const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate30.errors = vErrors;
  return errors === 0;
}
validate30.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema51 = { "type": "object", "additionalProperties": false, "required": ["id", "name", "status", "account", "logins"], "properties": { "id": { "type": "string", "minLength": 1 }, "name": { "type": "string", "minLength": 1 }, "status": { "type": "string", "enum": ["onboarding", "migrating", "live", "suspended", "offboarded"] }, "account": { "$ref": "#/$defs/subject" }, "labels": { "type": "object", "additionalProperties": { "type": "string" } }, "apiBudget": { "$ref": "#/$defs/budget" }, "knownFailure": { "type": "object", "additionalProperties": false, "required": ["class", "reason", "until", "state"], "properties": { "class": { "$ref": "#/$defs/failureClass" }, "reason": { "type": "string", "minLength": 1 }, "until": { "type": "string", "minLength": 1 }, "state": { "type": "string", "enum": ["accepted", "expired", "over"] } } }, "logins": { "type": "array", "items": { "$ref": "#/$defs/loginReport" } } } };
var schema54 = { "type": "object", "additionalProperties": false, "required": ["role", "user", "outcome"], "properties": { "role": { "type": "string", "minLength": 1 }, "user": { "$ref": "#/$defs/subject" }, "outcome": { "$ref": "#/$defs/outcome" }, "attempts": { "type": "integer", "minimum": 2 }, "durationMs": { "type": "integer", "minimum": 0 }, "failure": { "$ref": "#/$defs/failure" }, "consentLink": { "type": "string", "minLength": 1 }, "reason": { "type": "string", "enum": ["suspended", "offboarded", "stopped"] }, "sharedKey": { "type": "object", "additionalProperties": false, "required": ["outcome"], "properties": { "outcome": { "$ref": "#/$defs/outcome" }, "attempts": { "type": "integer", "minimum": 2 }, "durationMs": { "type": "integer", "minimum": 0 }, "failure": { "$ref": "#/$defs/failure" }, "consentLink": { "type": "string", "minLength": 1 } } }, "warnings": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/warning" } } } };
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate40.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.class === void 0 || !func0.call(data, "class")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "class" }, message: "must have required property 'class'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.message === void 0 || !func0.call(data, "message")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.action === void 0 || !func0.call(data, "action")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "action" }, message: "must have required property 'action'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "class" || key0 === "message" || key0 === "action")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.class !== void 0 && func0.call(data, "class")) {
      let data0 = data.class;
      if (typeof data0 !== "string") {
        const err4 = { instancePath: instancePath + "/class", schemaPath: "#/$defs/warningClass/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
      if (!(data0 === "account_suspension" || data0 === "plan_ends_soon" || data0 === "envelopes_used_up" || data0 === "user_is_administrator" || data0 === "rights_not_read" || data0 === "undocumented_value" || data0 === "webhook_duplicate" || data0 === "webhook_no_retry" || data0 === "webhook_undelivered" || data0 === "api_budget_low")) {
        const err5 = { instancePath: instancePath + "/class", schemaPath: "#/$defs/warningClass/enum", keyword: "enum", params: { allowedValues: schema43.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.message !== void 0 && func0.call(data, "message")) {
      let data1 = data.message;
      if (typeof data1 === "string") {
        if (func82(data1) < 1) {
          const err6 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.action !== void 0 && func0.call(data, "action")) {
      let data2 = data.action;
      if (typeof data2 === "string") {
        if (func82(data2) < 1) {
          const err8 = { instancePath: instancePath + "/action", schemaPath: "#/properties/action/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/action", schemaPath: "#/properties/action/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate40.errors = vErrors;
  return errors === 0;
}
validate40.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate37.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.role === void 0 || !func0.call(data, "role")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "role" }, message: "must have required property 'role'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.user === void 0 || !func0.call(data, "user")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "user" }, message: "must have required property 'user'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.outcome === void 0 || !func0.call(data, "outcome")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "outcome" }, message: "must have required property 'outcome'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!func0.call(schema54.properties, key0)) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.role !== void 0 && func0.call(data, "role")) {
      let data0 = data.role;
      if (typeof data0 === "string") {
        if (func82(data0) < 1) {
          const err4 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.user !== void 0 && func0.call(data, "user")) {
      let data1 = data.user;
      if (typeof data1 === "string") {
        if (!pattern10.test(data1)) {
          const err6 = { instancePath: instancePath + "/user", schemaPath: "#/$defs/subject/pattern", keyword: "pattern", params: { pattern: "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$" }, message: 'must match pattern "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$"' };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/user", schemaPath: "#/$defs/subject/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.outcome !== void 0 && func0.call(data, "outcome")) {
      let data2 = data.outcome;
      if (typeof data2 !== "string") {
        const err8 = { instancePath: instancePath + "/outcome", schemaPath: "#/$defs/outcome/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (!(data2 === "passed" || data2 === "passed_after_retry" || data2 === "failed" || data2 === "known_failure" || data2 === "informational" || data2 === "incomplete" || data2 === "refused" || data2 === "not_tried")) {
        const err9 = { instancePath: instancePath + "/outcome", schemaPath: "#/$defs/outcome/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.attempts !== void 0 && func0.call(data, "attempts")) {
      let data3 = data.attempts;
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err10 = { instancePath: instancePath + "/attempts", schemaPath: "#/properties/attempts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 2 || isNaN(data3)) {
          const err11 = { instancePath: instancePath + "/attempts", schemaPath: "#/properties/attempts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      }
    }
    if (data.durationMs !== void 0 && func0.call(data, "durationMs")) {
      let data4 = data.durationMs;
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        const err12 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 0 || isNaN(data4)) {
          const err13 = { instancePath: instancePath + "/durationMs", schemaPath: "#/properties/durationMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      }
    }
    if (data.failure !== void 0 && func0.call(data, "failure")) {
      if (!validate21(data.failure, { instancePath: instancePath + "/failure", parentData: data, parentDataProperty: "failure", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
        errors = vErrors.length;
      }
    }
    if (data.consentLink !== void 0 && func0.call(data, "consentLink")) {
      let data6 = data.consentLink;
      if (typeof data6 === "string") {
        if (func82(data6) < 1) {
          const err14 = { instancePath: instancePath + "/consentLink", schemaPath: "#/properties/consentLink/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/consentLink", schemaPath: "#/properties/consentLink/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.reason !== void 0 && func0.call(data, "reason")) {
      let data7 = data.reason;
      if (typeof data7 !== "string") {
        const err16 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
      if (!(data7 === "suspended" || data7 === "offboarded" || data7 === "stopped")) {
        const err17 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/enum", keyword: "enum", params: { allowedValues: schema54.properties.reason.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.sharedKey !== void 0 && func0.call(data, "sharedKey")) {
      let data8 = data.sharedKey;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (data8.outcome === void 0 || !func0.call(data8, "outcome")) {
          const err18 = { instancePath: instancePath + "/sharedKey", schemaPath: "#/properties/sharedKey/required", keyword: "required", params: { missingProperty: "outcome" }, message: "must have required property 'outcome'" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        for (const key1 of Object.keys(data8)) {
          if (!(key1 === "outcome" || key1 === "attempts" || key1 === "durationMs" || key1 === "failure" || key1 === "consentLink")) {
            const err19 = { instancePath: instancePath + "/sharedKey", schemaPath: "#/properties/sharedKey/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
        if (data8.outcome !== void 0 && func0.call(data8, "outcome")) {
          let data9 = data8.outcome;
          if (typeof data9 !== "string") {
            const err20 = { instancePath: instancePath + "/sharedKey/outcome", schemaPath: "#/$defs/outcome/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
          if (!(data9 === "passed" || data9 === "passed_after_retry" || data9 === "failed" || data9 === "known_failure" || data9 === "informational" || data9 === "incomplete" || data9 === "refused" || data9 === "not_tried")) {
            const err21 = { instancePath: instancePath + "/sharedKey/outcome", schemaPath: "#/$defs/outcome/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
        if (data8.attempts !== void 0 && func0.call(data8, "attempts")) {
          let data10 = data8.attempts;
          if (!(typeof data10 == "number" && (!(data10 % 1) && !isNaN(data10)) && isFinite(data10))) {
            const err22 = { instancePath: instancePath + "/sharedKey/attempts", schemaPath: "#/properties/sharedKey/properties/attempts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
          if (typeof data10 == "number" && isFinite(data10)) {
            if (data10 < 2 || isNaN(data10)) {
              const err23 = { instancePath: instancePath + "/sharedKey/attempts", schemaPath: "#/properties/sharedKey/properties/attempts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
          }
        }
        if (data8.durationMs !== void 0 && func0.call(data8, "durationMs")) {
          let data11 = data8.durationMs;
          if (!(typeof data11 == "number" && (!(data11 % 1) && !isNaN(data11)) && isFinite(data11))) {
            const err24 = { instancePath: instancePath + "/sharedKey/durationMs", schemaPath: "#/properties/sharedKey/properties/durationMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
          if (typeof data11 == "number" && isFinite(data11)) {
            if (data11 < 0 || isNaN(data11)) {
              const err25 = { instancePath: instancePath + "/sharedKey/durationMs", schemaPath: "#/properties/sharedKey/properties/durationMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
          }
        }
        if (data8.failure !== void 0 && func0.call(data8, "failure")) {
          if (!validate21(data8.failure, { instancePath: instancePath + "/sharedKey/failure", parentData: data8, parentDataProperty: "failure", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
            errors = vErrors.length;
          }
        }
        if (data8.consentLink !== void 0 && func0.call(data8, "consentLink")) {
          let data13 = data8.consentLink;
          if (typeof data13 === "string") {
            if (func82(data13) < 1) {
              const err26 = { instancePath: instancePath + "/sharedKey/consentLink", schemaPath: "#/properties/sharedKey/properties/consentLink/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
          } else {
            const err27 = { instancePath: instancePath + "/sharedKey/consentLink", schemaPath: "#/properties/sharedKey/properties/consentLink/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
      } else {
        const err28 = { instancePath: instancePath + "/sharedKey", schemaPath: "#/properties/sharedKey/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.warnings !== void 0 && func0.call(data, "warnings")) {
      let data14 = data.warnings;
      if (Array.isArray(data14)) {
        if (data14.length < 1) {
          const err29 = { instancePath: instancePath + "/warnings", schemaPath: "#/properties/warnings/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
        const len0 = data14.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate40(data14[i0], { instancePath: instancePath + "/warnings/" + i0, parentData: data14, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err30 = { instancePath: instancePath + "/warnings", schemaPath: "#/properties/warnings/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
  } else {
    const err31 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err31];
    } else {
      vErrors.push(err31);
    }
    errors++;
  }
  validate37.errors = vErrors;
  return errors === 0;
}
validate37.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate35.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0 || !func0.call(data, "id")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.name === void 0 || !func0.call(data, "name")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.account === void 0 || !func0.call(data, "account")) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "account" }, message: "must have required property 'account'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.logins === void 0 || !func0.call(data, "logins")) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "logins" }, message: "must have required property 'logins'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "id" || key0 === "name" || key0 === "status" || key0 === "account" || key0 === "labels" || key0 === "apiBudget" || key0 === "knownFailure" || key0 === "logins")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.id !== void 0 && func0.call(data, "id")) {
      let data0 = data.id;
      if (typeof data0 === "string") {
        if (func82(data0) < 1) {
          const err6 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.name !== void 0 && func0.call(data, "name")) {
      let data1 = data.name;
      if (typeof data1 === "string") {
        if (func82(data1) < 1) {
          const err8 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      let data2 = data.status;
      if (typeof data2 !== "string") {
        const err10 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
      if (!(data2 === "onboarding" || data2 === "migrating" || data2 === "live" || data2 === "suspended" || data2 === "offboarded")) {
        const err11 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/enum", keyword: "enum", params: { allowedValues: schema51.properties.status.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.account !== void 0 && func0.call(data, "account")) {
      let data3 = data.account;
      if (typeof data3 === "string") {
        if (!pattern10.test(data3)) {
          const err12 = { instancePath: instancePath + "/account", schemaPath: "#/$defs/subject/pattern", keyword: "pattern", params: { pattern: "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$" }, message: 'must match pattern "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$"' };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = { instancePath: instancePath + "/account", schemaPath: "#/$defs/subject/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.labels !== void 0 && func0.call(data, "labels")) {
      let data4 = data.labels;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key1 of Object.keys(data4)) {
          if (typeof data4[key1] !== "string") {
            const err14 = { instancePath: instancePath + "/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.apiBudget !== void 0 && func0.call(data, "apiBudget")) {
      if (!validate24(data.apiBudget, { instancePath: instancePath + "/apiBudget", parentData: data, parentDataProperty: "apiBudget", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
        errors = vErrors.length;
      }
    }
    if (data.knownFailure !== void 0 && func0.call(data, "knownFailure")) {
      let data7 = data.knownFailure;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        if (data7.class === void 0 || !func0.call(data7, "class")) {
          const err16 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/required", keyword: "required", params: { missingProperty: "class" }, message: "must have required property 'class'" };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
        if (data7.reason === void 0 || !func0.call(data7, "reason")) {
          const err17 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'" };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        if (data7.until === void 0 || !func0.call(data7, "until")) {
          const err18 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/required", keyword: "required", params: { missingProperty: "until" }, message: "must have required property 'until'" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (data7.state === void 0 || !func0.call(data7, "state")) {
          const err19 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/required", keyword: "required", params: { missingProperty: "state" }, message: "must have required property 'state'" };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        for (const key2 of Object.keys(data7)) {
          if (!(key2 === "class" || key2 === "reason" || key2 === "until" || key2 === "state")) {
            const err20 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data7.class !== void 0 && func0.call(data7, "class")) {
          let data8 = data7.class;
          if (typeof data8 !== "string") {
            const err21 = { instancePath: instancePath + "/knownFailure/class", schemaPath: "#/$defs/failureClass/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
          if (!(data8 === "key_rejected" || data8 === "app_unknown" || data8 === "app_refused" || data8 === "clock_skew" || data8 === "consent_required" || data8 === "scope_missing" || data8 === "user_not_found" || data8 === "user_mismatch" || data8 === "account_mismatch" || data8 === "base_uri_mismatch" || data8 === "user_not_allowed" || data8 === "account_not_allowed" || data8 === "sending_blocked" || data8 === "plan_ended" || data8 === "user_inactive" || data8 === "user_may_not_send" || data8 === "webhook_missing" || data8 === "webhook_disabled" || data8 === "webhook_unsigned" || data8 === "webhook_differs" || data8 === "webhook_not_read" || data8 === "token_refused" || data8 === "grant_refused" || data8 === "throttled" || data8 === "transient" || data8 === "foreign_answer" || data8 === "network_config" || data8 === "signer_error" || data8 === "signer_unavailable" || data8 === "unknown" || data8 === "not_refused")) {
            const err22 = { instancePath: instancePath + "/knownFailure/class", schemaPath: "#/$defs/failureClass/enum", keyword: "enum", params: { allowedValues: schema38.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data7.reason !== void 0 && func0.call(data7, "reason")) {
          let data9 = data7.reason;
          if (typeof data9 === "string") {
            if (func82(data9) < 1) {
              const err23 = { instancePath: instancePath + "/knownFailure/reason", schemaPath: "#/properties/knownFailure/properties/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
          } else {
            const err24 = { instancePath: instancePath + "/knownFailure/reason", schemaPath: "#/properties/knownFailure/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        if (data7.until !== void 0 && func0.call(data7, "until")) {
          let data10 = data7.until;
          if (typeof data10 === "string") {
            if (func82(data10) < 1) {
              const err25 = { instancePath: instancePath + "/knownFailure/until", schemaPath: "#/properties/knownFailure/properties/until/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
          } else {
            const err26 = { instancePath: instancePath + "/knownFailure/until", schemaPath: "#/properties/knownFailure/properties/until/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        if (data7.state !== void 0 && func0.call(data7, "state")) {
          let data11 = data7.state;
          if (typeof data11 !== "string") {
            const err27 = { instancePath: instancePath + "/knownFailure/state", schemaPath: "#/properties/knownFailure/properties/state/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
          if (!(data11 === "accepted" || data11 === "expired" || data11 === "over")) {
            const err28 = { instancePath: instancePath + "/knownFailure/state", schemaPath: "#/properties/knownFailure/properties/state/enum", keyword: "enum", params: { allowedValues: schema51.properties.knownFailure.properties.state.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
      } else {
        const err29 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.logins !== void 0 && func0.call(data, "logins")) {
      let data12 = data.logins;
      if (Array.isArray(data12)) {
        const len0 = data12.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate37(data12[i0], { instancePath: instancePath + "/logins/" + i0, parentData: data12, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err30 = { instancePath: instancePath + "/logins", schemaPath: "#/properties/logins/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
  } else {
    const err31 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err31];
    } else {
      vErrors.push(err31);
    }
    errors++;
  }
  validate35.errors = vErrors;
  return errors === 0;
}
validate35.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.schemaVersion === void 0 || !func0.call(data, "schemaVersion")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "schemaVersion" }, message: "must have required property 'schemaVersion'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.tool === void 0 || !func0.call(data, "tool")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tool" }, message: "must have required property 'tool'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.environment === void 0 || !func0.call(data, "environment")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "environment" }, message: "must have required property 'environment'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.product === void 0 || !func0.call(data, "product")) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "product" }, message: "must have required property 'product'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.platform === void 0 || !func0.call(data, "platform")) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "platform" }, message: "must have required property 'platform'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.integrationKey === void 0 || !func0.call(data, "integrationKey")) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "integrationKey" }, message: "must have required property 'integrationKey'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.thumbprint === void 0 || !func0.call(data, "thumbprint")) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "thumbprint" }, message: "must have required property 'thumbprint'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.configHash === void 0 || !func0.call(data, "configHash")) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "configHash" }, message: "must have required property 'configHash'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.run === void 0 || !func0.call(data, "run")) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "run" }, message: "must have required property 'run'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.verdict === void 0 || !func0.call(data, "verdict")) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "verdict" }, message: "must have required property 'verdict'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.canary === void 0 || !func0.call(data, "canary")) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "canary" }, message: "must have required property 'canary'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.unknownUser === void 0 || !func0.call(data, "unknownUser")) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "unknownUser" }, message: "must have required property 'unknownUser'" };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.summary === void 0 || !func0.call(data, "summary")) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "summary" }, message: "must have required property 'summary'" };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.pace === void 0 || !func0.call(data, "pace")) {
      const err13 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "pace" }, message: "must have required property 'pace'" };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    if (data.tenants === void 0 || !func0.call(data, "tenants")) {
      const err14 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "tenants" }, message: "must have required property 'tenants'" };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!func0.call(schema31.properties, key0)) {
        const err15 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.schemaVersion !== void 0 && func0.call(data, "schemaVersion")) {
      if (1 !== data.schemaVersion) {
        const err16 = { instancePath: instancePath + "/schemaVersion", schemaPath: "#/properties/schemaVersion/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.tool !== void 0 && func0.call(data, "tool")) {
      let data1 = data.tool;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.name === void 0 || !func0.call(data1, "name")) {
          const err17 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        if (data1.version === void 0 || !func0.call(data1, "version")) {
          const err18 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/required", keyword: "required", params: { missingProperty: "version" }, message: "must have required property 'version'" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        for (const key1 of Object.keys(data1)) {
          if (!(key1 === "name" || key1 === "version")) {
            const err19 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
        if (data1.name !== void 0 && func0.call(data1, "name")) {
          if ("ikctl" !== data1.name) {
            const err20 = { instancePath: instancePath + "/tool/name", schemaPath: "#/properties/tool/properties/name/const", keyword: "const", params: { allowedValue: "ikctl" }, message: "must be equal to constant" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data1.version !== void 0 && func0.call(data1, "version")) {
          let data3 = data1.version;
          if (typeof data3 === "string") {
            if (func82(data3) < 1) {
              const err21 = { instancePath: instancePath + "/tool/version", schemaPath: "#/properties/tool/properties/version/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/tool/version", schemaPath: "#/properties/tool/properties/version/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = { instancePath: instancePath + "/tool", schemaPath: "#/properties/tool/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.environment !== void 0 && func0.call(data, "environment")) {
      let data4 = data.environment;
      if (typeof data4 === "string") {
        if (func82(data4) < 1) {
          const err24 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      } else {
        const err25 = { instancePath: instancePath + "/environment", schemaPath: "#/properties/environment/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.product !== void 0 && func0.call(data, "product")) {
      let data5 = data.product;
      if (typeof data5 === "string") {
        if (func82(data5) < 1) {
          const err26 = { instancePath: instancePath + "/product", schemaPath: "#/properties/product/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
      } else {
        const err27 = { instancePath: instancePath + "/product", schemaPath: "#/properties/product/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.platform !== void 0 && func0.call(data, "platform")) {
      let data6 = data.platform;
      if (typeof data6 !== "string") {
        const err28 = { instancePath: instancePath + "/platform", schemaPath: "#/properties/platform/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
      if (!(data6 === "production" || data6 === "demo" || data6 === "emulator")) {
        const err29 = { instancePath: instancePath + "/platform", schemaPath: "#/properties/platform/enum", keyword: "enum", params: { allowedValues: schema31.properties.platform.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.integrationKey !== void 0 && func0.call(data, "integrationKey")) {
      let data7 = data.integrationKey;
      if (typeof data7 === "string") {
        if (!pattern4.test(data7)) {
          const err30 = { instancePath: instancePath + "/integrationKey", schemaPath: "#/$defs/guid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
      } else {
        const err31 = { instancePath: instancePath + "/integrationKey", schemaPath: "#/$defs/guid/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.thumbprint !== void 0 && func0.call(data, "thumbprint")) {
      let data8 = data.thumbprint;
      if (typeof data8 === "string") {
        if (!pattern5.test(data8)) {
          const err32 = { instancePath: instancePath + "/thumbprint", schemaPath: "#/properties/thumbprint/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
      } else {
        const err33 = { instancePath: instancePath + "/thumbprint", schemaPath: "#/properties/thumbprint/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.keyPair !== void 0 && func0.call(data, "keyPair")) {
      let data9 = data.keyPair;
      if (typeof data9 === "string") {
        if (func82(data9) < 1) {
          const err34 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      } else {
        const err35 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.configHash !== void 0 && func0.call(data, "configHash")) {
      let data10 = data.configHash;
      if (typeof data10 === "string") {
        if (!pattern6.test(data10)) {
          const err36 = { instancePath: instancePath + "/configHash", schemaPath: "#/properties/configHash/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{64}$" }, message: 'must match pattern "^[0-9a-f]{64}$"' };
          if (vErrors === null) {
            vErrors = [err36];
          } else {
            vErrors.push(err36);
          }
          errors++;
        }
      } else {
        const err37 = { instancePath: instancePath + "/configHash", schemaPath: "#/properties/configHash/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
    if (data.commit !== void 0 && func0.call(data, "commit")) {
      let data11 = data.commit;
      if (typeof data11 === "string") {
        if (func82(data11) < 1) {
          const err38 = { instancePath: instancePath + "/commit", schemaPath: "#/properties/commit/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err38];
          } else {
            vErrors.push(err38);
          }
          errors++;
        }
      } else {
        const err39 = { instancePath: instancePath + "/commit", schemaPath: "#/properties/commit/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
    }
    if (data.run !== void 0 && func0.call(data, "run")) {
      let data12 = data.run;
      if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
        if (data12.id === void 0 || !func0.call(data12, "id")) {
          const err40 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
          if (vErrors === null) {
            vErrors = [err40];
          } else {
            vErrors.push(err40);
          }
          errors++;
        }
        if (data12.startedAt === void 0 || !func0.call(data12, "startedAt")) {
          const err41 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/required", keyword: "required", params: { missingProperty: "startedAt" }, message: "must have required property 'startedAt'" };
          if (vErrors === null) {
            vErrors = [err41];
          } else {
            vErrors.push(err41);
          }
          errors++;
        }
        if (data12.endedAt === void 0 || !func0.call(data12, "endedAt")) {
          const err42 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/required", keyword: "required", params: { missingProperty: "endedAt" }, message: "must have required property 'endedAt'" };
          if (vErrors === null) {
            vErrors = [err42];
          } else {
            vErrors.push(err42);
          }
          errors++;
        }
        if (data12.depth === void 0 || !func0.call(data12, "depth")) {
          const err43 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/required", keyword: "required", params: { missingProperty: "depth" }, message: "must have required property 'depth'" };
          if (vErrors === null) {
            vErrors = [err43];
          } else {
            vErrors.push(err43);
          }
          errors++;
        }
        if (data12.scopes === void 0 || !func0.call(data12, "scopes")) {
          const err44 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/required", keyword: "required", params: { missingProperty: "scopes" }, message: "must have required property 'scopes'" };
          if (vErrors === null) {
            vErrors = [err44];
          } else {
            vErrors.push(err44);
          }
          errors++;
        }
        if (data12.sample === void 0 || !func0.call(data12, "sample")) {
          const err45 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/required", keyword: "required", params: { missingProperty: "sample" }, message: "must have required property 'sample'" };
          if (vErrors === null) {
            vErrors = [err45];
          } else {
            vErrors.push(err45);
          }
          errors++;
        }
        if (data12.seed === void 0 || !func0.call(data12, "seed")) {
          const err46 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/required", keyword: "required", params: { missingProperty: "seed" }, message: "must have required property 'seed'" };
          if (vErrors === null) {
            vErrors = [err46];
          } else {
            vErrors.push(err46);
          }
          errors++;
        }
        for (const key2 of Object.keys(data12)) {
          if (!func0.call(schema31.properties.run.properties, key2)) {
            const err47 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err47];
            } else {
              vErrors.push(err47);
            }
            errors++;
          }
        }
        if (data12.id !== void 0 && func0.call(data12, "id")) {
          let data13 = data12.id;
          if (typeof data13 === "string") {
            if (func82(data13) < 1) {
              const err48 = { instancePath: instancePath + "/run/id", schemaPath: "#/properties/run/properties/id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err48];
              } else {
                vErrors.push(err48);
              }
              errors++;
            }
          } else {
            const err49 = { instancePath: instancePath + "/run/id", schemaPath: "#/properties/run/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
        if (data12.startedAt !== void 0 && func0.call(data12, "startedAt")) {
          let data14 = data12.startedAt;
          if (typeof data14 === "string") {
            if (!pattern7.test(data14)) {
              const err50 = { instancePath: instancePath + "/run/startedAt", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"' };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
          } else {
            const err51 = { instancePath: instancePath + "/run/startedAt", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
        if (data12.endedAt !== void 0 && func0.call(data12, "endedAt")) {
          let data15 = data12.endedAt;
          if (typeof data15 === "string") {
            if (!pattern7.test(data15)) {
              const err52 = { instancePath: instancePath + "/run/endedAt", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"' };
              if (vErrors === null) {
                vErrors = [err52];
              } else {
                vErrors.push(err52);
              }
              errors++;
            }
          } else {
            const err53 = { instancePath: instancePath + "/run/endedAt", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
        }
        if (data12.startedBy !== void 0 && func0.call(data12, "startedBy")) {
          let data16 = data12.startedBy;
          if (typeof data16 === "string") {
            if (func82(data16) < 1) {
              const err54 = { instancePath: instancePath + "/run/startedBy", schemaPath: "#/properties/run/properties/startedBy/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err54];
              } else {
                vErrors.push(err54);
              }
              errors++;
            }
          } else {
            const err55 = { instancePath: instancePath + "/run/startedBy", schemaPath: "#/properties/run/properties/startedBy/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err55];
            } else {
              vErrors.push(err55);
            }
            errors++;
          }
        }
        if (data12.depth !== void 0 && func0.call(data12, "depth")) {
          let data17 = data12.depth;
          if (typeof data17 !== "string") {
            const err56 = { instancePath: instancePath + "/run/depth", schemaPath: "#/properties/run/properties/depth/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          }
          if (!(data17 === "token" || data17 === "userinfo" || data17 === "account" || data17 === "connect")) {
            const err57 = { instancePath: instancePath + "/run/depth", schemaPath: "#/properties/run/properties/depth/enum", keyword: "enum", params: { allowedValues: schema31.properties.run.properties.depth.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err57];
            } else {
              vErrors.push(err57);
            }
            errors++;
          }
        }
        if (data12.scopes !== void 0 && func0.call(data12, "scopes")) {
          let data18 = data12.scopes;
          if (Array.isArray(data18)) {
            const len0 = data18.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data19 = data18[i0];
              if (typeof data19 === "string") {
                if (func82(data19) < 1) {
                  const err58 = { instancePath: instancePath + "/run/scopes/" + i0, schemaPath: "#/properties/run/properties/scopes/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err58];
                  } else {
                    vErrors.push(err58);
                  }
                  errors++;
                }
              } else {
                const err59 = { instancePath: instancePath + "/run/scopes/" + i0, schemaPath: "#/properties/run/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  vErrors.push(err59);
                }
                errors++;
              }
            }
          } else {
            const err60 = { instancePath: instancePath + "/run/scopes", schemaPath: "#/properties/run/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err60];
            } else {
              vErrors.push(err60);
            }
            errors++;
          }
        }
        if (data12.selection !== void 0 && func0.call(data12, "selection")) {
          let data20 = data12.selection;
          if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
            for (const key3 of Object.keys(data20)) {
              if (!(key3 === "tenants" || key3 === "statuses" || key3 === "labels")) {
                const err61 = { instancePath: instancePath + "/run/selection", schemaPath: "#/properties/run/properties/selection/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              }
            }
            if (data20.tenants !== void 0 && func0.call(data20, "tenants")) {
              let data21 = data20.tenants;
              if (Array.isArray(data21)) {
                const len1 = data21.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  if (typeof data21[i1] !== "string") {
                    const err62 = { instancePath: instancePath + "/run/selection/tenants/" + i1, schemaPath: "#/properties/run/properties/selection/properties/tenants/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err62];
                    } else {
                      vErrors.push(err62);
                    }
                    errors++;
                  }
                }
              } else {
                const err63 = { instancePath: instancePath + "/run/selection/tenants", schemaPath: "#/properties/run/properties/selection/properties/tenants/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err63];
                } else {
                  vErrors.push(err63);
                }
                errors++;
              }
            }
            if (data20.statuses !== void 0 && func0.call(data20, "statuses")) {
              let data23 = data20.statuses;
              if (Array.isArray(data23)) {
                const len2 = data23.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  if (typeof data23[i2] !== "string") {
                    const err64 = { instancePath: instancePath + "/run/selection/statuses/" + i2, schemaPath: "#/properties/run/properties/selection/properties/statuses/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err64];
                    } else {
                      vErrors.push(err64);
                    }
                    errors++;
                  }
                }
              } else {
                const err65 = { instancePath: instancePath + "/run/selection/statuses", schemaPath: "#/properties/run/properties/selection/properties/statuses/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err65];
                } else {
                  vErrors.push(err65);
                }
                errors++;
              }
            }
            if (data20.labels !== void 0 && func0.call(data20, "labels")) {
              let data25 = data20.labels;
              if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
                for (const key4 of Object.keys(data25)) {
                  if (typeof data25[key4] !== "string") {
                    const err66 = { instancePath: instancePath + "/run/selection/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/run/properties/selection/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err66];
                    } else {
                      vErrors.push(err66);
                    }
                    errors++;
                  }
                }
              } else {
                const err67 = { instancePath: instancePath + "/run/selection/labels", schemaPath: "#/properties/run/properties/selection/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
          } else {
            const err68 = { instancePath: instancePath + "/run/selection", schemaPath: "#/properties/run/properties/selection/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
        if (data12.sample !== void 0 && func0.call(data12, "sample")) {
          let data27 = data12.sample;
          const _errs62 = errors;
          let valid14 = false;
          let passing0 = null;
          const _errs63 = errors;
          if (!(typeof data27 == "number" && (!(data27 % 1) && !isNaN(data27)) && isFinite(data27))) {
            const err69 = { instancePath: instancePath + "/run/sample", schemaPath: "#/properties/run/properties/sample/oneOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err69];
            } else {
              vErrors.push(err69);
            }
            errors++;
          }
          if (typeof data27 == "number" && isFinite(data27)) {
            if (data27 < 1 || isNaN(data27)) {
              const err70 = { instancePath: instancePath + "/run/sample", schemaPath: "#/properties/run/properties/sample/oneOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              if (vErrors === null) {
                vErrors = [err70];
              } else {
                vErrors.push(err70);
              }
              errors++;
            }
          }
          var _valid0 = _errs63 === errors;
          if (_valid0) {
            valid14 = true;
            passing0 = 0;
          }
          const _errs65 = errors;
          if ("all" !== data27) {
            const err71 = { instancePath: instancePath + "/run/sample", schemaPath: "#/properties/run/properties/sample/oneOf/1/const", keyword: "const", params: { allowedValue: "all" }, message: "must be equal to constant" };
            if (vErrors === null) {
              vErrors = [err71];
            } else {
              vErrors.push(err71);
            }
            errors++;
          }
          var _valid0 = _errs65 === errors;
          if (_valid0 && valid14) {
            valid14 = false;
            passing0 = [passing0, 1];
          } else {
            if (_valid0) {
              valid14 = true;
              passing0 = 1;
            }
          }
          if (!valid14) {
            const err72 = { instancePath: instancePath + "/run/sample", schemaPath: "#/properties/run/properties/sample/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 }, message: "must match exactly one schema in oneOf" };
            if (vErrors === null) {
              vErrors = [err72];
            } else {
              vErrors.push(err72);
            }
            errors++;
          } else {
            errors = _errs62;
            if (vErrors !== null) {
              if (_errs62) {
                vErrors.length = _errs62;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data12.seed !== void 0 && func0.call(data12, "seed")) {
          let data28 = data12.seed;
          if (!(typeof data28 == "number" && (!(data28 % 1) && !isNaN(data28)) && isFinite(data28))) {
            const err73 = { instancePath: instancePath + "/run/seed", schemaPath: "#/properties/run/properties/seed/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err73];
            } else {
              vErrors.push(err73);
            }
            errors++;
          }
          if (typeof data28 == "number" && isFinite(data28)) {
            if (data28 < 0 || isNaN(data28)) {
              const err74 = { instancePath: instancePath + "/run/seed", schemaPath: "#/properties/run/properties/seed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err74];
              } else {
                vErrors.push(err74);
              }
              errors++;
            }
          }
        }
        if (data12.shard !== void 0 && func0.call(data12, "shard")) {
          let data29 = data12.shard;
          if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
            if (data29.index === void 0 || !func0.call(data29, "index")) {
              const err75 = { instancePath: instancePath + "/run/shard", schemaPath: "#/properties/run/properties/shard/required", keyword: "required", params: { missingProperty: "index" }, message: "must have required property 'index'" };
              if (vErrors === null) {
                vErrors = [err75];
              } else {
                vErrors.push(err75);
              }
              errors++;
            }
            if (data29.count === void 0 || !func0.call(data29, "count")) {
              const err76 = { instancePath: instancePath + "/run/shard", schemaPath: "#/properties/run/properties/shard/required", keyword: "required", params: { missingProperty: "count" }, message: "must have required property 'count'" };
              if (vErrors === null) {
                vErrors = [err76];
              } else {
                vErrors.push(err76);
              }
              errors++;
            }
            for (const key5 of Object.keys(data29)) {
              if (!(key5 === "index" || key5 === "count")) {
                const err77 = { instancePath: instancePath + "/run/shard", schemaPath: "#/properties/run/properties/shard/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err77];
                } else {
                  vErrors.push(err77);
                }
                errors++;
              }
            }
            if (data29.index !== void 0 && func0.call(data29, "index")) {
              let data30 = data29.index;
              if (!(typeof data30 == "number" && (!(data30 % 1) && !isNaN(data30)) && isFinite(data30))) {
                const err78 = { instancePath: instancePath + "/run/shard/index", schemaPath: "#/properties/run/properties/shard/properties/index/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err78];
                } else {
                  vErrors.push(err78);
                }
                errors++;
              }
              if (typeof data30 == "number" && isFinite(data30)) {
                if (data30 < 1 || isNaN(data30)) {
                  const err79 = { instancePath: instancePath + "/run/shard/index", schemaPath: "#/properties/run/properties/shard/properties/index/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err79];
                  } else {
                    vErrors.push(err79);
                  }
                  errors++;
                }
              }
            }
            if (data29.count !== void 0 && func0.call(data29, "count")) {
              let data31 = data29.count;
              if (!(typeof data31 == "number" && (!(data31 % 1) && !isNaN(data31)) && isFinite(data31))) {
                const err80 = { instancePath: instancePath + "/run/shard/count", schemaPath: "#/properties/run/properties/shard/properties/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err80];
                } else {
                  vErrors.push(err80);
                }
                errors++;
              }
              if (typeof data31 == "number" && isFinite(data31)) {
                if (data31 < 1 || isNaN(data31)) {
                  const err81 = { instancePath: instancePath + "/run/shard/count", schemaPath: "#/properties/run/properties/shard/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err81];
                  } else {
                    vErrors.push(err81);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err82 = { instancePath: instancePath + "/run/shard", schemaPath: "#/properties/run/properties/shard/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err82];
            } else {
              vErrors.push(err82);
            }
            errors++;
          }
        }
        if (data12.mergedShards !== void 0 && func0.call(data12, "mergedShards")) {
          let data32 = data12.mergedShards;
          if (!(typeof data32 == "number" && (!(data32 % 1) && !isNaN(data32)) && isFinite(data32))) {
            const err83 = { instancePath: instancePath + "/run/mergedShards", schemaPath: "#/properties/run/properties/mergedShards/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err83];
            } else {
              vErrors.push(err83);
            }
            errors++;
          }
          if (typeof data32 == "number" && isFinite(data32)) {
            if (data32 < 1 || isNaN(data32)) {
              const err84 = { instancePath: instancePath + "/run/mergedShards", schemaPath: "#/properties/run/properties/mergedShards/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              if (vErrors === null) {
                vErrors = [err84];
              } else {
                vErrors.push(err84);
              }
              errors++;
            }
          }
        }
        if (data12.resumed !== void 0 && func0.call(data12, "resumed")) {
          let data33 = data12.resumed;
          if (!(typeof data33 == "number" && (!(data33 % 1) && !isNaN(data33)) && isFinite(data33))) {
            const err85 = { instancePath: instancePath + "/run/resumed", schemaPath: "#/properties/run/properties/resumed/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err85];
            } else {
              vErrors.push(err85);
            }
            errors++;
          }
          if (typeof data33 == "number" && isFinite(data33)) {
            if (data33 < 0 || isNaN(data33)) {
              const err86 = { instancePath: instancePath + "/run/resumed", schemaPath: "#/properties/run/properties/resumed/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err86];
              } else {
                vErrors.push(err86);
              }
              errors++;
            }
          }
        }
      } else {
        const err87 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err87];
        } else {
          vErrors.push(err87);
        }
        errors++;
      }
    }
    if (data.verdict !== void 0 && func0.call(data, "verdict")) {
      let data34 = data.verdict;
      if (typeof data34 !== "string") {
        const err88 = { instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err88];
        } else {
          vErrors.push(err88);
        }
        errors++;
      }
      if (!(data34 === "passed" || data34 === "failed" || data34 === "integration_key" || data34 === "incomplete")) {
        const err89 = { instancePath: instancePath + "/verdict", schemaPath: "#/properties/verdict/enum", keyword: "enum", params: { allowedValues: schema31.properties.verdict.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err89];
        } else {
          vErrors.push(err89);
        }
        errors++;
      }
    }
    if (data.stopped !== void 0 && func0.call(data, "stopped")) {
      let data35 = data.stopped;
      if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
        if (data35.reason === void 0 || !func0.call(data35, "reason")) {
          const err90 = { instancePath: instancePath + "/stopped", schemaPath: "#/properties/stopped/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'" };
          if (vErrors === null) {
            vErrors = [err90];
          } else {
            vErrors.push(err90);
          }
          errors++;
        }
        if (data35.message === void 0 || !func0.call(data35, "message")) {
          const err91 = { instancePath: instancePath + "/stopped", schemaPath: "#/properties/stopped/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
          if (vErrors === null) {
            vErrors = [err91];
          } else {
            vErrors.push(err91);
          }
          errors++;
        }
        for (const key6 of Object.keys(data35)) {
          if (!(key6 === "reason" || key6 === "message" || key6 === "thumbprints")) {
            const err92 = { instancePath: instancePath + "/stopped", schemaPath: "#/properties/stopped/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err92];
            } else {
              vErrors.push(err92);
            }
            errors++;
          }
        }
        if (data35.reason !== void 0 && func0.call(data35, "reason")) {
          let data36 = data35.reason;
          if (typeof data36 !== "string") {
            const err93 = { instancePath: instancePath + "/stopped/reason", schemaPath: "#/properties/stopped/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err93];
            } else {
              vErrors.push(err93);
            }
            errors++;
          }
          if (!(data36 === "integration_key" || data36 === "host" || data36 === "nothing_proven" || data36 === "throttled" || data36 === "interrupted" || data36 === "deadline" || data36 === "missing_shards" || data36 === "key_pair_changed")) {
            const err94 = { instancePath: instancePath + "/stopped/reason", schemaPath: "#/properties/stopped/properties/reason/enum", keyword: "enum", params: { allowedValues: schema31.properties.stopped.properties.reason.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err94];
            } else {
              vErrors.push(err94);
            }
            errors++;
          }
        }
        if (data35.message !== void 0 && func0.call(data35, "message")) {
          let data37 = data35.message;
          if (typeof data37 === "string") {
            if (func82(data37) < 1) {
              const err95 = { instancePath: instancePath + "/stopped/message", schemaPath: "#/properties/stopped/properties/message/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err95];
              } else {
                vErrors.push(err95);
              }
              errors++;
            }
          } else {
            const err96 = { instancePath: instancePath + "/stopped/message", schemaPath: "#/properties/stopped/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err96];
            } else {
              vErrors.push(err96);
            }
            errors++;
          }
        }
        if (data35.thumbprints !== void 0 && func0.call(data35, "thumbprints")) {
          let data38 = data35.thumbprints;
          if (Array.isArray(data38)) {
            if (data38.length < 2) {
              const err97 = { instancePath: instancePath + "/stopped/thumbprints", schemaPath: "#/properties/stopped/properties/thumbprints/minItems", keyword: "minItems", params: { limit: 2 }, message: "must NOT have fewer than 2 items" };
              if (vErrors === null) {
                vErrors = [err97];
              } else {
                vErrors.push(err97);
              }
              errors++;
            }
            const len3 = data38.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data39 = data38[i3];
              if (typeof data39 === "string") {
                if (!pattern5.test(data39)) {
                  const err98 = { instancePath: instancePath + "/stopped/thumbprints/" + i3, schemaPath: "#/properties/stopped/properties/thumbprints/items/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' };
                  if (vErrors === null) {
                    vErrors = [err98];
                  } else {
                    vErrors.push(err98);
                  }
                  errors++;
                }
              } else {
                const err99 = { instancePath: instancePath + "/stopped/thumbprints/" + i3, schemaPath: "#/properties/stopped/properties/thumbprints/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err99];
                } else {
                  vErrors.push(err99);
                }
                errors++;
              }
            }
          } else {
            const err100 = { instancePath: instancePath + "/stopped/thumbprints", schemaPath: "#/properties/stopped/properties/thumbprints/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err100];
            } else {
              vErrors.push(err100);
            }
            errors++;
          }
        }
      } else {
        const err101 = { instancePath: instancePath + "/stopped", schemaPath: "#/properties/stopped/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err101];
        } else {
          vErrors.push(err101);
        }
        errors++;
      }
    }
    if (data.canary !== void 0 && func0.call(data, "canary")) {
      let data40 = data.canary;
      if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
        if (data40.user === void 0 || !func0.call(data40, "user")) {
          const err102 = { instancePath: instancePath + "/canary", schemaPath: "#/properties/canary/required", keyword: "required", params: { missingProperty: "user" }, message: "must have required property 'user'" };
          if (vErrors === null) {
            vErrors = [err102];
          } else {
            vErrors.push(err102);
          }
          errors++;
        }
        if (data40.outcome === void 0 || !func0.call(data40, "outcome")) {
          const err103 = { instancePath: instancePath + "/canary", schemaPath: "#/properties/canary/required", keyword: "required", params: { missingProperty: "outcome" }, message: "must have required property 'outcome'" };
          if (vErrors === null) {
            vErrors = [err103];
          } else {
            vErrors.push(err103);
          }
          errors++;
        }
        for (const key7 of Object.keys(data40)) {
          if (!(key7 === "user" || key7 === "outcome" || key7 === "attempts" || key7 === "durationMs" || key7 === "failure" || key7 === "consentLink")) {
            const err104 = { instancePath: instancePath + "/canary", schemaPath: "#/properties/canary/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err104];
            } else {
              vErrors.push(err104);
            }
            errors++;
          }
        }
        if (data40.user !== void 0 && func0.call(data40, "user")) {
          let data41 = data40.user;
          if (typeof data41 === "string") {
            if (!pattern10.test(data41)) {
              const err105 = { instancePath: instancePath + "/canary/user", schemaPath: "#/$defs/subject/pattern", keyword: "pattern", params: { pattern: "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$" }, message: 'must match pattern "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$"' };
              if (vErrors === null) {
                vErrors = [err105];
              } else {
                vErrors.push(err105);
              }
              errors++;
            }
          } else {
            const err106 = { instancePath: instancePath + "/canary/user", schemaPath: "#/$defs/subject/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err106];
            } else {
              vErrors.push(err106);
            }
            errors++;
          }
        }
        if (data40.outcome !== void 0 && func0.call(data40, "outcome")) {
          let data42 = data40.outcome;
          if (typeof data42 !== "string") {
            const err107 = { instancePath: instancePath + "/canary/outcome", schemaPath: "#/$defs/outcome/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err107];
            } else {
              vErrors.push(err107);
            }
            errors++;
          }
          if (!(data42 === "passed" || data42 === "passed_after_retry" || data42 === "failed" || data42 === "known_failure" || data42 === "informational" || data42 === "incomplete" || data42 === "refused" || data42 === "not_tried")) {
            const err108 = { instancePath: instancePath + "/canary/outcome", schemaPath: "#/$defs/outcome/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err108];
            } else {
              vErrors.push(err108);
            }
            errors++;
          }
        }
        if (data40.attempts !== void 0 && func0.call(data40, "attempts")) {
          let data43 = data40.attempts;
          if (!(typeof data43 == "number" && (!(data43 % 1) && !isNaN(data43)) && isFinite(data43))) {
            const err109 = { instancePath: instancePath + "/canary/attempts", schemaPath: "#/properties/canary/properties/attempts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err109];
            } else {
              vErrors.push(err109);
            }
            errors++;
          }
          if (typeof data43 == "number" && isFinite(data43)) {
            if (data43 < 2 || isNaN(data43)) {
              const err110 = { instancePath: instancePath + "/canary/attempts", schemaPath: "#/properties/canary/properties/attempts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
              if (vErrors === null) {
                vErrors = [err110];
              } else {
                vErrors.push(err110);
              }
              errors++;
            }
          }
        }
        if (data40.durationMs !== void 0 && func0.call(data40, "durationMs")) {
          let data44 = data40.durationMs;
          if (!(typeof data44 == "number" && (!(data44 % 1) && !isNaN(data44)) && isFinite(data44))) {
            const err111 = { instancePath: instancePath + "/canary/durationMs", schemaPath: "#/properties/canary/properties/durationMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err111];
            } else {
              vErrors.push(err111);
            }
            errors++;
          }
          if (typeof data44 == "number" && isFinite(data44)) {
            if (data44 < 0 || isNaN(data44)) {
              const err112 = { instancePath: instancePath + "/canary/durationMs", schemaPath: "#/properties/canary/properties/durationMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err112];
              } else {
                vErrors.push(err112);
              }
              errors++;
            }
          }
        }
        if (data40.failure !== void 0 && func0.call(data40, "failure")) {
          if (!validate21(data40.failure, { instancePath: instancePath + "/canary/failure", parentData: data40, parentDataProperty: "failure", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
            errors = vErrors.length;
          }
        }
        if (data40.consentLink !== void 0 && func0.call(data40, "consentLink")) {
          let data46 = data40.consentLink;
          if (typeof data46 === "string") {
            if (func82(data46) < 1) {
              const err113 = { instancePath: instancePath + "/canary/consentLink", schemaPath: "#/properties/canary/properties/consentLink/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err113];
              } else {
                vErrors.push(err113);
              }
              errors++;
            }
          } else {
            const err114 = { instancePath: instancePath + "/canary/consentLink", schemaPath: "#/properties/canary/properties/consentLink/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err114];
            } else {
              vErrors.push(err114);
            }
            errors++;
          }
        }
      } else {
        const err115 = { instancePath: instancePath + "/canary", schemaPath: "#/properties/canary/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err115];
        } else {
          vErrors.push(err115);
        }
        errors++;
      }
    }
    if (data.unknownUser !== void 0 && func0.call(data, "unknownUser")) {
      let data47 = data.unknownUser;
      if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
        if (data47.user === void 0 || !func0.call(data47, "user")) {
          const err116 = { instancePath: instancePath + "/unknownUser", schemaPath: "#/properties/unknownUser/required", keyword: "required", params: { missingProperty: "user" }, message: "must have required property 'user'" };
          if (vErrors === null) {
            vErrors = [err116];
          } else {
            vErrors.push(err116);
          }
          errors++;
        }
        if (data47.outcome === void 0 || !func0.call(data47, "outcome")) {
          const err117 = { instancePath: instancePath + "/unknownUser", schemaPath: "#/properties/unknownUser/required", keyword: "required", params: { missingProperty: "outcome" }, message: "must have required property 'outcome'" };
          if (vErrors === null) {
            vErrors = [err117];
          } else {
            vErrors.push(err117);
          }
          errors++;
        }
        for (const key8 of Object.keys(data47)) {
          if (!(key8 === "user" || key8 === "outcome" || key8 === "attempts" || key8 === "durationMs" || key8 === "failure" || key8 === "consentLink")) {
            const err118 = { instancePath: instancePath + "/unknownUser", schemaPath: "#/properties/unknownUser/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err118];
            } else {
              vErrors.push(err118);
            }
            errors++;
          }
        }
        if (data47.user !== void 0 && func0.call(data47, "user")) {
          let data48 = data47.user;
          if (typeof data48 === "string") {
            if (!pattern10.test(data48)) {
              const err119 = { instancePath: instancePath + "/unknownUser/user", schemaPath: "#/$defs/subject/pattern", keyword: "pattern", params: { pattern: "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$" }, message: 'must match pattern "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#[0-9a-f]{10})$"' };
              if (vErrors === null) {
                vErrors = [err119];
              } else {
                vErrors.push(err119);
              }
              errors++;
            }
          } else {
            const err120 = { instancePath: instancePath + "/unknownUser/user", schemaPath: "#/$defs/subject/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err120];
            } else {
              vErrors.push(err120);
            }
            errors++;
          }
        }
        if (data47.outcome !== void 0 && func0.call(data47, "outcome")) {
          let data49 = data47.outcome;
          if (typeof data49 !== "string") {
            const err121 = { instancePath: instancePath + "/unknownUser/outcome", schemaPath: "#/$defs/outcome/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err121];
            } else {
              vErrors.push(err121);
            }
            errors++;
          }
          if (!(data49 === "passed" || data49 === "passed_after_retry" || data49 === "failed" || data49 === "known_failure" || data49 === "informational" || data49 === "incomplete" || data49 === "refused" || data49 === "not_tried")) {
            const err122 = { instancePath: instancePath + "/unknownUser/outcome", schemaPath: "#/$defs/outcome/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err122];
            } else {
              vErrors.push(err122);
            }
            errors++;
          }
        }
        if (data47.attempts !== void 0 && func0.call(data47, "attempts")) {
          let data50 = data47.attempts;
          if (!(typeof data50 == "number" && (!(data50 % 1) && !isNaN(data50)) && isFinite(data50))) {
            const err123 = { instancePath: instancePath + "/unknownUser/attempts", schemaPath: "#/properties/unknownUser/properties/attempts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err123];
            } else {
              vErrors.push(err123);
            }
            errors++;
          }
          if (typeof data50 == "number" && isFinite(data50)) {
            if (data50 < 2 || isNaN(data50)) {
              const err124 = { instancePath: instancePath + "/unknownUser/attempts", schemaPath: "#/properties/unknownUser/properties/attempts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" };
              if (vErrors === null) {
                vErrors = [err124];
              } else {
                vErrors.push(err124);
              }
              errors++;
            }
          }
        }
        if (data47.durationMs !== void 0 && func0.call(data47, "durationMs")) {
          let data51 = data47.durationMs;
          if (!(typeof data51 == "number" && (!(data51 % 1) && !isNaN(data51)) && isFinite(data51))) {
            const err125 = { instancePath: instancePath + "/unknownUser/durationMs", schemaPath: "#/properties/unknownUser/properties/durationMs/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err125];
            } else {
              vErrors.push(err125);
            }
            errors++;
          }
          if (typeof data51 == "number" && isFinite(data51)) {
            if (data51 < 0 || isNaN(data51)) {
              const err126 = { instancePath: instancePath + "/unknownUser/durationMs", schemaPath: "#/properties/unknownUser/properties/durationMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err126];
              } else {
                vErrors.push(err126);
              }
              errors++;
            }
          }
        }
        if (data47.failure !== void 0 && func0.call(data47, "failure")) {
          if (!validate21(data47.failure, { instancePath: instancePath + "/unknownUser/failure", parentData: data47, parentDataProperty: "failure", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
            errors = vErrors.length;
          }
        }
        if (data47.consentLink !== void 0 && func0.call(data47, "consentLink")) {
          let data53 = data47.consentLink;
          if (typeof data53 === "string") {
            if (func82(data53) < 1) {
              const err127 = { instancePath: instancePath + "/unknownUser/consentLink", schemaPath: "#/properties/unknownUser/properties/consentLink/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err127];
              } else {
                vErrors.push(err127);
              }
              errors++;
            }
          } else {
            const err128 = { instancePath: instancePath + "/unknownUser/consentLink", schemaPath: "#/properties/unknownUser/properties/consentLink/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err128];
            } else {
              vErrors.push(err128);
            }
            errors++;
          }
        }
      } else {
        const err129 = { instancePath: instancePath + "/unknownUser", schemaPath: "#/properties/unknownUser/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err129];
        } else {
          vErrors.push(err129);
        }
        errors++;
      }
    }
    if (data.summary !== void 0 && func0.call(data, "summary")) {
      let data54 = data.summary;
      if (data54 && typeof data54 == "object" && !Array.isArray(data54)) {
        if (data54.tenants === void 0 || !func0.call(data54, "tenants")) {
          const err130 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "tenants" }, message: "must have required property 'tenants'" };
          if (vErrors === null) {
            vErrors = [err130];
          } else {
            vErrors.push(err130);
          }
          errors++;
        }
        if (data54.logins === void 0 || !func0.call(data54, "logins")) {
          const err131 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "logins" }, message: "must have required property 'logins'" };
          if (vErrors === null) {
            vErrors = [err131];
          } else {
            vErrors.push(err131);
          }
          errors++;
        }
        if (data54.outcomes === void 0 || !func0.call(data54, "outcomes")) {
          const err132 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "outcomes" }, message: "must have required property 'outcomes'" };
          if (vErrors === null) {
            vErrors = [err132];
          } else {
            vErrors.push(err132);
          }
          errors++;
        }
        if (data54.failures === void 0 || !func0.call(data54, "failures")) {
          const err133 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "failures" }, message: "must have required property 'failures'" };
          if (vErrors === null) {
            vErrors = [err133];
          } else {
            vErrors.push(err133);
          }
          errors++;
        }
        if (data54.requests === void 0 || !func0.call(data54, "requests")) {
          const err134 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "requests" }, message: "must have required property 'requests'" };
          if (vErrors === null) {
            vErrors = [err134];
          } else {
            vErrors.push(err134);
          }
          errors++;
        }
        if (data54.retries === void 0 || !func0.call(data54, "retries")) {
          const err135 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "retries" }, message: "must have required property 'retries'" };
          if (vErrors === null) {
            vErrors = [err135];
          } else {
            vErrors.push(err135);
          }
          errors++;
        }
        for (const key9 of Object.keys(data54)) {
          if (!(key9 === "tenants" || key9 === "logins" || key9 === "outcomes" || key9 === "failures" || key9 === "migration" || key9 === "warnings" || key9 === "requests" || key9 === "retries")) {
            const err136 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err136];
            } else {
              vErrors.push(err136);
            }
            errors++;
          }
        }
        if (data54.tenants !== void 0 && func0.call(data54, "tenants")) {
          let data55 = data54.tenants;
          if (!(typeof data55 == "number" && (!(data55 % 1) && !isNaN(data55)) && isFinite(data55))) {
            const err137 = { instancePath: instancePath + "/summary/tenants", schemaPath: "#/properties/summary/properties/tenants/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err137];
            } else {
              vErrors.push(err137);
            }
            errors++;
          }
          if (typeof data55 == "number" && isFinite(data55)) {
            if (data55 < 0 || isNaN(data55)) {
              const err138 = { instancePath: instancePath + "/summary/tenants", schemaPath: "#/properties/summary/properties/tenants/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err138];
              } else {
                vErrors.push(err138);
              }
              errors++;
            }
          }
        }
        if (data54.logins !== void 0 && func0.call(data54, "logins")) {
          let data56 = data54.logins;
          if (!(typeof data56 == "number" && (!(data56 % 1) && !isNaN(data56)) && isFinite(data56))) {
            const err139 = { instancePath: instancePath + "/summary/logins", schemaPath: "#/properties/summary/properties/logins/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err139];
            } else {
              vErrors.push(err139);
            }
            errors++;
          }
          if (typeof data56 == "number" && isFinite(data56)) {
            if (data56 < 0 || isNaN(data56)) {
              const err140 = { instancePath: instancePath + "/summary/logins", schemaPath: "#/properties/summary/properties/logins/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err140];
              } else {
                vErrors.push(err140);
              }
              errors++;
            }
          }
        }
        if (data54.outcomes !== void 0 && func0.call(data54, "outcomes")) {
          let data57 = data54.outcomes;
          if (data57 && typeof data57 == "object" && !Array.isArray(data57)) {
            for (const key10 of Object.keys(data57)) {
              const _errs133 = errors;
              if (typeof key10 !== "string") {
                const err141 = { instancePath: instancePath + "/summary/outcomes", schemaPath: "#/$defs/outcome/type", keyword: "type", params: { type: "string" }, message: "must be string", propertyName: key10 };
                if (vErrors === null) {
                  vErrors = [err141];
                } else {
                  vErrors.push(err141);
                }
                errors++;
              }
              if (!(key10 === "passed" || key10 === "passed_after_retry" || key10 === "failed" || key10 === "known_failure" || key10 === "informational" || key10 === "incomplete" || key10 === "refused" || key10 === "not_tried")) {
                const err142 = { instancePath: instancePath + "/summary/outcomes", schemaPath: "#/$defs/outcome/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values", propertyName: key10 };
                if (vErrors === null) {
                  vErrors = [err142];
                } else {
                  vErrors.push(err142);
                }
                errors++;
              }
              var valid26 = _errs133 === errors;
              if (!valid26) {
                const err143 = { instancePath: instancePath + "/summary/outcomes", schemaPath: "#/properties/summary/properties/outcomes/propertyNames", keyword: "propertyNames", params: { propertyName: key10 }, message: "property name must be valid" };
                if (vErrors === null) {
                  vErrors = [err143];
                } else {
                  vErrors.push(err143);
                }
                errors++;
              }
            }
            for (const key11 of Object.keys(data57)) {
              let data58 = data57[key11];
              if (!(typeof data58 == "number" && (!(data58 % 1) && !isNaN(data58)) && isFinite(data58))) {
                const err144 = { instancePath: instancePath + "/summary/outcomes/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/summary/properties/outcomes/additionalProperties/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err144];
                } else {
                  vErrors.push(err144);
                }
                errors++;
              }
              if (typeof data58 == "number" && isFinite(data58)) {
                if (data58 < 1 || isNaN(data58)) {
                  const err145 = { instancePath: instancePath + "/summary/outcomes/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/summary/properties/outcomes/additionalProperties/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err145];
                  } else {
                    vErrors.push(err145);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err146 = { instancePath: instancePath + "/summary/outcomes", schemaPath: "#/properties/summary/properties/outcomes/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err146];
            } else {
              vErrors.push(err146);
            }
            errors++;
          }
        }
        if (data54.failures !== void 0 && func0.call(data54, "failures")) {
          let data59 = data54.failures;
          if (data59 && typeof data59 == "object" && !Array.isArray(data59)) {
            for (const key12 of Object.keys(data59)) {
              const _errs141 = errors;
              if (typeof key12 !== "string") {
                const err147 = { instancePath: instancePath + "/summary/failures", schemaPath: "#/$defs/failureClass/type", keyword: "type", params: { type: "string" }, message: "must be string", propertyName: key12 };
                if (vErrors === null) {
                  vErrors = [err147];
                } else {
                  vErrors.push(err147);
                }
                errors++;
              }
              if (!(key12 === "key_rejected" || key12 === "app_unknown" || key12 === "app_refused" || key12 === "clock_skew" || key12 === "consent_required" || key12 === "scope_missing" || key12 === "user_not_found" || key12 === "user_mismatch" || key12 === "account_mismatch" || key12 === "base_uri_mismatch" || key12 === "user_not_allowed" || key12 === "account_not_allowed" || key12 === "sending_blocked" || key12 === "plan_ended" || key12 === "user_inactive" || key12 === "user_may_not_send" || key12 === "webhook_missing" || key12 === "webhook_disabled" || key12 === "webhook_unsigned" || key12 === "webhook_differs" || key12 === "webhook_not_read" || key12 === "token_refused" || key12 === "grant_refused" || key12 === "throttled" || key12 === "transient" || key12 === "foreign_answer" || key12 === "network_config" || key12 === "signer_error" || key12 === "signer_unavailable" || key12 === "unknown" || key12 === "not_refused")) {
                const err148 = { instancePath: instancePath + "/summary/failures", schemaPath: "#/$defs/failureClass/enum", keyword: "enum", params: { allowedValues: schema38.enum }, message: "must be equal to one of the allowed values", propertyName: key12 };
                if (vErrors === null) {
                  vErrors = [err148];
                } else {
                  vErrors.push(err148);
                }
                errors++;
              }
              var valid29 = _errs141 === errors;
              if (!valid29) {
                const err149 = { instancePath: instancePath + "/summary/failures", schemaPath: "#/properties/summary/properties/failures/propertyNames", keyword: "propertyNames", params: { propertyName: key12 }, message: "property name must be valid" };
                if (vErrors === null) {
                  vErrors = [err149];
                } else {
                  vErrors.push(err149);
                }
                errors++;
              }
            }
            for (const key13 of Object.keys(data59)) {
              let data60 = data59[key13];
              if (!(typeof data60 == "number" && (!(data60 % 1) && !isNaN(data60)) && isFinite(data60))) {
                const err150 = { instancePath: instancePath + "/summary/failures/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/summary/properties/failures/additionalProperties/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err150];
                } else {
                  vErrors.push(err150);
                }
                errors++;
              }
              if (typeof data60 == "number" && isFinite(data60)) {
                if (data60 < 1 || isNaN(data60)) {
                  const err151 = { instancePath: instancePath + "/summary/failures/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/summary/properties/failures/additionalProperties/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err151];
                  } else {
                    vErrors.push(err151);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err152 = { instancePath: instancePath + "/summary/failures", schemaPath: "#/properties/summary/properties/failures/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err152];
            } else {
              vErrors.push(err152);
            }
            errors++;
          }
        }
        if (data54.migration !== void 0 && func0.call(data54, "migration")) {
          let data61 = data54.migration;
          if (data61 && typeof data61 == "object" && !Array.isArray(data61)) {
            if (data61.ready === void 0 || !func0.call(data61, "ready")) {
              const err153 = { instancePath: instancePath + "/summary/migration", schemaPath: "#/properties/summary/properties/migration/required", keyword: "required", params: { missingProperty: "ready" }, message: "must have required property 'ready'" };
              if (vErrors === null) {
                vErrors = [err153];
              } else {
                vErrors.push(err153);
              }
              errors++;
            }
            if (data61.waiting === void 0 || !func0.call(data61, "waiting")) {
              const err154 = { instancePath: instancePath + "/summary/migration", schemaPath: "#/properties/summary/properties/migration/required", keyword: "required", params: { missingProperty: "waiting" }, message: "must have required property 'waiting'" };
              if (vErrors === null) {
                vErrors = [err154];
              } else {
                vErrors.push(err154);
              }
              errors++;
            }
            for (const key14 of Object.keys(data61)) {
              if (!(key14 === "ready" || key14 === "waiting")) {
                const err155 = { instancePath: instancePath + "/summary/migration", schemaPath: "#/properties/summary/properties/migration/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err155];
                } else {
                  vErrors.push(err155);
                }
                errors++;
              }
            }
            if (data61.ready !== void 0 && func0.call(data61, "ready")) {
              let data62 = data61.ready;
              if (!(typeof data62 == "number" && (!(data62 % 1) && !isNaN(data62)) && isFinite(data62))) {
                const err156 = { instancePath: instancePath + "/summary/migration/ready", schemaPath: "#/properties/summary/properties/migration/properties/ready/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err156];
                } else {
                  vErrors.push(err156);
                }
                errors++;
              }
              if (typeof data62 == "number" && isFinite(data62)) {
                if (data62 < 0 || isNaN(data62)) {
                  const err157 = { instancePath: instancePath + "/summary/migration/ready", schemaPath: "#/properties/summary/properties/migration/properties/ready/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err157];
                  } else {
                    vErrors.push(err157);
                  }
                  errors++;
                }
              }
            }
            if (data61.waiting !== void 0 && func0.call(data61, "waiting")) {
              let data63 = data61.waiting;
              if (!(typeof data63 == "number" && (!(data63 % 1) && !isNaN(data63)) && isFinite(data63))) {
                const err158 = { instancePath: instancePath + "/summary/migration/waiting", schemaPath: "#/properties/summary/properties/migration/properties/waiting/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err158];
                } else {
                  vErrors.push(err158);
                }
                errors++;
              }
              if (typeof data63 == "number" && isFinite(data63)) {
                if (data63 < 0 || isNaN(data63)) {
                  const err159 = { instancePath: instancePath + "/summary/migration/waiting", schemaPath: "#/properties/summary/properties/migration/properties/waiting/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err159];
                  } else {
                    vErrors.push(err159);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err160 = { instancePath: instancePath + "/summary/migration", schemaPath: "#/properties/summary/properties/migration/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err160];
            } else {
              vErrors.push(err160);
            }
            errors++;
          }
        }
        if (data54.warnings !== void 0 && func0.call(data54, "warnings")) {
          let data64 = data54.warnings;
          if (data64 && typeof data64 == "object" && !Array.isArray(data64)) {
            for (const key15 of Object.keys(data64)) {
              const _errs156 = errors;
              if (typeof key15 !== "string") {
                const err161 = { instancePath: instancePath + "/summary/warnings", schemaPath: "#/$defs/warningClass/type", keyword: "type", params: { type: "string" }, message: "must be string", propertyName: key15 };
                if (vErrors === null) {
                  vErrors = [err161];
                } else {
                  vErrors.push(err161);
                }
                errors++;
              }
              if (!(key15 === "account_suspension" || key15 === "plan_ends_soon" || key15 === "envelopes_used_up" || key15 === "user_is_administrator" || key15 === "rights_not_read" || key15 === "undocumented_value" || key15 === "webhook_duplicate" || key15 === "webhook_no_retry" || key15 === "webhook_undelivered" || key15 === "api_budget_low")) {
                const err162 = { instancePath: instancePath + "/summary/warnings", schemaPath: "#/$defs/warningClass/enum", keyword: "enum", params: { allowedValues: schema43.enum }, message: "must be equal to one of the allowed values", propertyName: key15 };
                if (vErrors === null) {
                  vErrors = [err162];
                } else {
                  vErrors.push(err162);
                }
                errors++;
              }
              var valid33 = _errs156 === errors;
              if (!valid33) {
                const err163 = { instancePath: instancePath + "/summary/warnings", schemaPath: "#/properties/summary/properties/warnings/propertyNames", keyword: "propertyNames", params: { propertyName: key15 }, message: "property name must be valid" };
                if (vErrors === null) {
                  vErrors = [err163];
                } else {
                  vErrors.push(err163);
                }
                errors++;
              }
            }
            for (const key16 of Object.keys(data64)) {
              let data65 = data64[key16];
              if (!(typeof data65 == "number" && (!(data65 % 1) && !isNaN(data65)) && isFinite(data65))) {
                const err164 = { instancePath: instancePath + "/summary/warnings/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/summary/properties/warnings/additionalProperties/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err164];
                } else {
                  vErrors.push(err164);
                }
                errors++;
              }
              if (typeof data65 == "number" && isFinite(data65)) {
                if (data65 < 1 || isNaN(data65)) {
                  const err165 = { instancePath: instancePath + "/summary/warnings/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/summary/properties/warnings/additionalProperties/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err165];
                  } else {
                    vErrors.push(err165);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err166 = { instancePath: instancePath + "/summary/warnings", schemaPath: "#/properties/summary/properties/warnings/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err166];
            } else {
              vErrors.push(err166);
            }
            errors++;
          }
        }
        if (data54.requests !== void 0 && func0.call(data54, "requests")) {
          let data66 = data54.requests;
          if (!(typeof data66 == "number" && (!(data66 % 1) && !isNaN(data66)) && isFinite(data66))) {
            const err167 = { instancePath: instancePath + "/summary/requests", schemaPath: "#/properties/summary/properties/requests/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err167];
            } else {
              vErrors.push(err167);
            }
            errors++;
          }
          if (typeof data66 == "number" && isFinite(data66)) {
            if (data66 < 0 || isNaN(data66)) {
              const err168 = { instancePath: instancePath + "/summary/requests", schemaPath: "#/properties/summary/properties/requests/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err168];
              } else {
                vErrors.push(err168);
              }
              errors++;
            }
          }
        }
        if (data54.retries !== void 0 && func0.call(data54, "retries")) {
          let data67 = data54.retries;
          if (!(typeof data67 == "number" && (!(data67 % 1) && !isNaN(data67)) && isFinite(data67))) {
            const err169 = { instancePath: instancePath + "/summary/retries", schemaPath: "#/properties/summary/properties/retries/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err169];
            } else {
              vErrors.push(err169);
            }
            errors++;
          }
          if (typeof data67 == "number" && isFinite(data67)) {
            if (data67 < 0 || isNaN(data67)) {
              const err170 = { instancePath: instancePath + "/summary/retries", schemaPath: "#/properties/summary/properties/retries/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err170];
              } else {
                vErrors.push(err170);
              }
              errors++;
            }
          }
        }
      } else {
        const err171 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err171];
        } else {
          vErrors.push(err171);
        }
        errors++;
      }
    }
    if (data.pace !== void 0 && func0.call(data, "pace")) {
      let data68 = data.pace;
      if (data68 && typeof data68 == "object" && !Array.isArray(data68)) {
        if (data68.asked === void 0 || !func0.call(data68, "asked")) {
          const err172 = { instancePath: instancePath + "/pace", schemaPath: "#/properties/pace/required", keyword: "required", params: { missingProperty: "asked" }, message: "must have required property 'asked'" };
          if (vErrors === null) {
            vErrors = [err172];
          } else {
            vErrors.push(err172);
          }
          errors++;
        }
        if (data68.held === void 0 || !func0.call(data68, "held")) {
          const err173 = { instancePath: instancePath + "/pace", schemaPath: "#/properties/pace/required", keyword: "required", params: { missingProperty: "held" }, message: "must have required property 'held'" };
          if (vErrors === null) {
            vErrors = [err173];
          } else {
            vErrors.push(err173);
          }
          errors++;
        }
        for (const key17 of Object.keys(data68)) {
          if (!(key17 === "asked" || key17 === "held" || key17 === "limitedBy")) {
            const err174 = { instancePath: instancePath + "/pace", schemaPath: "#/properties/pace/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key17 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err174];
            } else {
              vErrors.push(err174);
            }
            errors++;
          }
        }
        if (data68.asked !== void 0 && func0.call(data68, "asked")) {
          let data69 = data68.asked;
          const _errs170 = errors;
          let valid37 = false;
          let passing1 = null;
          const _errs171 = errors;
          if (typeof data69 == "number" && isFinite(data69)) {
            if (data69 <= 0 || isNaN(data69)) {
              const err175 = { instancePath: instancePath + "/pace/asked", schemaPath: "#/properties/pace/properties/asked/oneOf/0/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0" };
              if (vErrors === null) {
                vErrors = [err175];
              } else {
                vErrors.push(err175);
              }
              errors++;
            }
          } else {
            const err176 = { instancePath: instancePath + "/pace/asked", schemaPath: "#/properties/pace/properties/asked/oneOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number" };
            if (vErrors === null) {
              vErrors = [err176];
            } else {
              vErrors.push(err176);
            }
            errors++;
          }
          var _valid1 = _errs171 === errors;
          if (_valid1) {
            valid37 = true;
            passing1 = 0;
          }
          const _errs173 = errors;
          if (data69 !== null) {
            const err177 = { instancePath: instancePath + "/pace/asked", schemaPath: "#/properties/pace/properties/asked/oneOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
            if (vErrors === null) {
              vErrors = [err177];
            } else {
              vErrors.push(err177);
            }
            errors++;
          }
          var _valid1 = _errs173 === errors;
          if (_valid1 && valid37) {
            valid37 = false;
            passing1 = [passing1, 1];
          } else {
            if (_valid1) {
              valid37 = true;
              passing1 = 1;
            }
          }
          if (!valid37) {
            const err178 = { instancePath: instancePath + "/pace/asked", schemaPath: "#/properties/pace/properties/asked/oneOf", keyword: "oneOf", params: { passingSchemas: passing1 }, message: "must match exactly one schema in oneOf" };
            if (vErrors === null) {
              vErrors = [err178];
            } else {
              vErrors.push(err178);
            }
            errors++;
          } else {
            errors = _errs170;
            if (vErrors !== null) {
              if (_errs170) {
                vErrors.length = _errs170;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data68.held !== void 0 && func0.call(data68, "held")) {
          let data70 = data68.held;
          if (typeof data70 == "number" && isFinite(data70)) {
            if (data70 < 0 || isNaN(data70)) {
              const err179 = { instancePath: instancePath + "/pace/held", schemaPath: "#/properties/pace/properties/held/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
              if (vErrors === null) {
                vErrors = [err179];
              } else {
                vErrors.push(err179);
              }
              errors++;
            }
          } else {
            const err180 = { instancePath: instancePath + "/pace/held", schemaPath: "#/properties/pace/properties/held/type", keyword: "type", params: { type: "number" }, message: "must be number" };
            if (vErrors === null) {
              vErrors = [err180];
            } else {
              vErrors.push(err180);
            }
            errors++;
          }
        }
        if (data68.limitedBy !== void 0 && func0.call(data68, "limitedBy")) {
          let data71 = data68.limitedBy;
          if (typeof data71 !== "string") {
            const err181 = { instancePath: instancePath + "/pace/limitedBy", schemaPath: "#/properties/pace/properties/limitedBy/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err181];
            } else {
              vErrors.push(err181);
            }
            errors++;
          }
          if (!(data71 === "throttling" || data71 === "concurrency" || data71 === "signing" || data71 === "outage")) {
            const err182 = { instancePath: instancePath + "/pace/limitedBy", schemaPath: "#/properties/pace/properties/limitedBy/enum", keyword: "enum", params: { allowedValues: schema31.properties.pace.properties.limitedBy.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err182];
            } else {
              vErrors.push(err182);
            }
            errors++;
          }
        }
      } else {
        const err183 = { instancePath: instancePath + "/pace", schemaPath: "#/properties/pace/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err183];
        } else {
          vErrors.push(err183);
        }
        errors++;
      }
    }
    if (data.apiBudget !== void 0 && func0.call(data, "apiBudget")) {
      let data72 = data.apiBudget;
      if (data72 && typeof data72 == "object" && !Array.isArray(data72)) {
        for (const key18 of Object.keys(data72)) {
          if (!(key18 === "oauth" || key18 === "accounts")) {
            const err184 = { instancePath: instancePath + "/apiBudget", schemaPath: "#/properties/apiBudget/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key18 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err184];
            } else {
              vErrors.push(err184);
            }
            errors++;
          }
        }
        if (data72.oauth !== void 0 && func0.call(data72, "oauth")) {
          if (!validate24(data72.oauth, { instancePath: instancePath + "/apiBudget/oauth", parentData: data72, parentDataProperty: "oauth", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
        }
        if (data72.accounts !== void 0 && func0.call(data72, "accounts")) {
          if (!validate24(data72.accounts, { instancePath: instancePath + "/apiBudget/accounts", parentData: data72, parentDataProperty: "accounts", rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err185 = { instancePath: instancePath + "/apiBudget", schemaPath: "#/properties/apiBudget/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err185];
        } else {
          vErrors.push(err185);
        }
        errors++;
      }
    }
    if (data.comparison !== void 0 && func0.call(data, "comparison")) {
      let data75 = data.comparison;
      if (data75 && typeof data75 == "object" && !Array.isArray(data75)) {
        if (data75.runId === void 0 || !func0.call(data75, "runId")) {
          const err186 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/required", keyword: "required", params: { missingProperty: "runId" }, message: "must have required property 'runId'" };
          if (vErrors === null) {
            vErrors = [err186];
          } else {
            vErrors.push(err186);
          }
          errors++;
        }
        if (data75.endedAt === void 0 || !func0.call(data75, "endedAt")) {
          const err187 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/required", keyword: "required", params: { missingProperty: "endedAt" }, message: "must have required property 'endedAt'" };
          if (vErrors === null) {
            vErrors = [err187];
          } else {
            vErrors.push(err187);
          }
          errors++;
        }
        if (data75.regressed === void 0 || !func0.call(data75, "regressed")) {
          const err188 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/required", keyword: "required", params: { missingProperty: "regressed" }, message: "must have required property 'regressed'" };
          if (vErrors === null) {
            vErrors = [err188];
          } else {
            vErrors.push(err188);
          }
          errors++;
        }
        if (data75.newlyFailing === void 0 || !func0.call(data75, "newlyFailing")) {
          const err189 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/required", keyword: "required", params: { missingProperty: "newlyFailing" }, message: "must have required property 'newlyFailing'" };
          if (vErrors === null) {
            vErrors = [err189];
          } else {
            vErrors.push(err189);
          }
          errors++;
        }
        if (data75.stillFailing === void 0 || !func0.call(data75, "stillFailing")) {
          const err190 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/required", keyword: "required", params: { missingProperty: "stillFailing" }, message: "must have required property 'stillFailing'" };
          if (vErrors === null) {
            vErrors = [err190];
          } else {
            vErrors.push(err190);
          }
          errors++;
        }
        if (data75.fixed === void 0 || !func0.call(data75, "fixed")) {
          const err191 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/required", keyword: "required", params: { missingProperty: "fixed" }, message: "must have required property 'fixed'" };
          if (vErrors === null) {
            vErrors = [err191];
          } else {
            vErrors.push(err191);
          }
          errors++;
        }
        for (const key19 of Object.keys(data75)) {
          if (!(key19 === "runId" || key19 === "endedAt" || key19 === "regressed" || key19 === "newlyFailing" || key19 === "stillFailing" || key19 === "fixed")) {
            const err192 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key19 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err192];
            } else {
              vErrors.push(err192);
            }
            errors++;
          }
        }
        if (data75.runId !== void 0 && func0.call(data75, "runId")) {
          let data76 = data75.runId;
          if (typeof data76 === "string") {
            if (func82(data76) < 1) {
              const err193 = { instancePath: instancePath + "/comparison/runId", schemaPath: "#/properties/comparison/properties/runId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err193];
              } else {
                vErrors.push(err193);
              }
              errors++;
            }
          } else {
            const err194 = { instancePath: instancePath + "/comparison/runId", schemaPath: "#/properties/comparison/properties/runId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err194];
            } else {
              vErrors.push(err194);
            }
            errors++;
          }
        }
        if (data75.endedAt !== void 0 && func0.call(data75, "endedAt")) {
          let data77 = data75.endedAt;
          if (typeof data77 === "string") {
            if (!pattern7.test(data77)) {
              const err195 = { instancePath: instancePath + "/comparison/endedAt", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"' };
              if (vErrors === null) {
                vErrors = [err195];
              } else {
                vErrors.push(err195);
              }
              errors++;
            }
          } else {
            const err196 = { instancePath: instancePath + "/comparison/endedAt", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err196];
            } else {
              vErrors.push(err196);
            }
            errors++;
          }
        }
        if (data75.regressed !== void 0 && func0.call(data75, "regressed")) {
          let data78 = data75.regressed;
          if (Array.isArray(data78)) {
            const len4 = data78.length;
            for (let i4 = 0; i4 < len4; i4++) {
              if (!validate30(data78[i4], { instancePath: instancePath + "/comparison/regressed/" + i4, parentData: data78, parentDataProperty: i4, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err197 = { instancePath: instancePath + "/comparison/regressed", schemaPath: "#/properties/comparison/properties/regressed/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err197];
            } else {
              vErrors.push(err197);
            }
            errors++;
          }
        }
        if (data75.newlyFailing !== void 0 && func0.call(data75, "newlyFailing")) {
          let data80 = data75.newlyFailing;
          if (Array.isArray(data80)) {
            const len5 = data80.length;
            for (let i5 = 0; i5 < len5; i5++) {
              if (!validate30(data80[i5], { instancePath: instancePath + "/comparison/newlyFailing/" + i5, parentData: data80, parentDataProperty: i5, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err198 = { instancePath: instancePath + "/comparison/newlyFailing", schemaPath: "#/properties/comparison/properties/newlyFailing/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err198];
            } else {
              vErrors.push(err198);
            }
            errors++;
          }
        }
        if (data75.stillFailing !== void 0 && func0.call(data75, "stillFailing")) {
          let data82 = data75.stillFailing;
          if (Array.isArray(data82)) {
            const len6 = data82.length;
            for (let i6 = 0; i6 < len6; i6++) {
              if (!validate30(data82[i6], { instancePath: instancePath + "/comparison/stillFailing/" + i6, parentData: data82, parentDataProperty: i6, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err199 = { instancePath: instancePath + "/comparison/stillFailing", schemaPath: "#/properties/comparison/properties/stillFailing/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err199];
            } else {
              vErrors.push(err199);
            }
            errors++;
          }
        }
        if (data75.fixed !== void 0 && func0.call(data75, "fixed")) {
          let data84 = data75.fixed;
          if (Array.isArray(data84)) {
            const len7 = data84.length;
            for (let i7 = 0; i7 < len7; i7++) {
              if (!validate30(data84[i7], { instancePath: instancePath + "/comparison/fixed/" + i7, parentData: data84, parentDataProperty: i7, rootData, dynamicAnchors })) {
                vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err200 = { instancePath: instancePath + "/comparison/fixed", schemaPath: "#/properties/comparison/properties/fixed/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err200];
            } else {
              vErrors.push(err200);
            }
            errors++;
          }
        }
      } else {
        const err201 = { instancePath: instancePath + "/comparison", schemaPath: "#/properties/comparison/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err201];
        } else {
          vErrors.push(err201);
        }
        errors++;
      }
    }
    if (data.redacted !== void 0 && func0.call(data, "redacted")) {
      if (true !== data.redacted) {
        const err202 = { instancePath: instancePath + "/redacted", schemaPath: "#/properties/redacted/const", keyword: "const", params: { allowedValue: true }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err202];
        } else {
          vErrors.push(err202);
        }
        errors++;
      }
    }
    if (data.tenants !== void 0 && func0.call(data, "tenants")) {
      let data87 = data.tenants;
      if (Array.isArray(data87)) {
        const len8 = data87.length;
        for (let i8 = 0; i8 < len8; i8++) {
          if (!validate35(data87[i8], { instancePath: instancePath + "/tenants/" + i8, parentData: data87, parentDataProperty: i8, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err203 = { instancePath: instancePath + "/tenants", schemaPath: "#/properties/tenants/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err203];
        } else {
          vErrors.push(err203);
        }
        errors++;
      }
    }
  } else {
    const err204 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err204];
    } else {
      vErrors.push(err204);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  report
};
