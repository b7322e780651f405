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
var integration = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false, "required": ["product", "integrationKey", "platform", "managementAccount", "scopes", "redirectUris", "rotation"], "if": { "properties": { "platform": { "enum": ["demo", "production"] } }, "required": ["platform"] }, "then": { "properties": { "vaults": true }, "required": ["vaults"] }, "properties": { "product": { "type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, "integrationKey": { "$ref": "#/$defs/guid" }, "platform": { "enum": ["production", "demo", "emulator"] }, "managedIn": { "enum": ["apps-and-keys", "developer-console"] }, "managementAccount": { "type": "object", "additionalProperties": false, "required": ["id", "canaryUser"], "properties": { "id": { "$ref": "#/$defs/guid" }, "name": { "$ref": "#/$defs/text" }, "contact": { "type": "string", "pattern": "^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$", "maxLength": 254 }, "canaryUser": { "$ref": "#/$defs/guid" } } }, "scopes": { "type": "object", "additionalProperties": false, "required": ["login", "consent"], "properties": { "login": { "$ref": "#/$defs/scopes" }, "consent": { "$ref": "#/$defs/scopes" } } }, "redirectUris": { "type": "object", "additionalProperties": false, "required": ["consent"], "properties": { "consent": { "$ref": "#/$defs/uri" }, "others": { "type": "array", "items": { "$ref": "#/$defs/uri" }, "maxItems": 100 } } }, "vaults": { "type": "object", "additionalProperties": false, "required": ["signing", "settings"], "properties": { "signing": { "$ref": "#/$defs/vault" }, "settings": { "$ref": "#/$defs/vault" } } }, "rotation": { "type": "object", "additionalProperties": false, "required": ["maxAge", "renewBefore", "overlap"], "properties": { "maxAge": { "$ref": "#/$defs/duration" }, "renewBefore": { "$ref": "#/$defs/duration" }, "overlap": { "$ref": "#/$defs/duration" }, "standby": { "type": "boolean" }, "evidence": { "anyOf": [{ "type": "object", "additionalProperties": false, "required": ["maxAge", "sample"], "properties": { "maxAge": { "$ref": "#/$defs/duration" }, "sample": { "anyOf": [{ "type": "integer", "minimum": 1 }, { "const": "all" }] } } }, { "const": "none" }] } } }, "webhooks": { "type": "object", "additionalProperties": false, "required": ["url", "events", "hmac"], "properties": { "url": { "$ref": "#/$defs/uri" }, "events": { "type": "array", "items": { "type": "string", "pattern": "^[a-z]+(-[a-z0-9]+)+$" }, "minItems": 1, "maxItems": 50, "uniqueItems": true }, "hmac": { "enum": ["integrator", "account", "none"] }, "hmacKeys": { "type": "object", "propertyNames": { "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, "additionalProperties": { "type": "object", "additionalProperties": false, "required": ["state", "secret", "since"], "properties": { "state": { "enum": ["active", "retiring"] }, "secret": { "type": "string", "pattern": "^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, "since": { "type": "object", "additionalProperties": false, "required": ["active"], "properties": { "active": { "$ref": "#/$defs/time" }, "retiring": { "$ref": "#/$defs/time" } } } } } } } }, "clientSecrets": { "type": "object", "propertyNames": { "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, "additionalProperties": { "type": "object", "additionalProperties": false, "required": ["state", "secret", "since"], "properties": { "state": { "enum": ["active", "retiring"] }, "secret": { "type": "string", "pattern": "^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, "since": { "type": "object", "additionalProperties": false, "required": ["active"], "properties": { "active": { "$ref": "#/$defs/time" }, "retiring": { "$ref": "#/$defs/time" } } } } } } }, "$defs": { "guid": { "type": "string", "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, "text": { "type": "string", "minLength": 1, "maxLength": 200 }, "uri": { "type": "string", "minLength": 1, "maxLength": 2048 }, "vault": { "type": "string", "pattern": "^https://[^/?#\\s]+$" }, "duration": { "type": "string", "pattern": "^[1-9][0-9]{0,5}[mhd]$" }, "time": { "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, "scopes": { "type": "array", "items": { "type": "string", "pattern": "^[a-z][a-z0-9_.]*$" }, "minItems": 1, "maxItems": 50, "uniqueItems": true } } };
var func0 = Object.prototype.hasOwnProperty;
var func80 = require_ucs2length().default;
var pattern4 = new RegExp("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
var pattern5 = new RegExp("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$", "u");
var pattern7 = new RegExp("^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$", "u");
var pattern9 = new RegExp("^[a-z][a-z0-9_.]*$", "u");
var pattern11 = new RegExp("^https://[^/?#\\s]+$", "u");
var pattern13 = new RegExp("^[1-9][0-9]{0,5}[mhd]$", "u");
var pattern17 = new RegExp("^[a-z]+(-[a-z0-9]+)+$", "u");
var pattern19 = new RegExp("^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$", "u");
var pattern20 = new RegExp("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$", "u");
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
  const _errs1 = errors;
  let valid0 = true;
  const _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if ((data.platform === void 0 || !func0.call(data, "platform")) && (missing0 = "platform")) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    } else {
      if (data.platform !== void 0 && func0.call(data, "platform")) {
        let data0 = data.platform;
        if (!(data0 === "demo" || data0 === "production")) {
          const err1 = {};
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      }
    }
  }
  var _valid0 = _errs2 === errors;
  errors = _errs1;
  if (vErrors !== null) {
    if (_errs1) {
      vErrors.length = _errs1;
    } else {
      vErrors = null;
    }
  }
  if (_valid0) {
    const _errs4 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.vaults === void 0 || !func0.call(data, "vaults")) {
        const err2 = { instancePath, schemaPath: "#/then/required", keyword: "required", params: { missingProperty: "vaults" }, message: "must have required property 'vaults'" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    var _valid0 = _errs4 === errors;
    valid0 = _valid0;
    if (valid0) {
      var props0 = {};
      props0.vaults = true;
      props0.platform = true;
    }
  }
  if (!valid0) {
    const err3 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: "then" }, message: 'must match "then" schema' };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.product === void 0 || !func0.call(data, "product")) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "product" }, message: "must have required property 'product'" };
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
    if (data.platform === void 0 || !func0.call(data, "platform")) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "platform" }, message: "must have required property 'platform'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.managementAccount === void 0 || !func0.call(data, "managementAccount")) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "managementAccount" }, message: "must have required property 'managementAccount'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.scopes === void 0 || !func0.call(data, "scopes")) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "scopes" }, message: "must have required property 'scopes'" };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.redirectUris === void 0 || !func0.call(data, "redirectUris")) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "redirectUris" }, message: "must have required property 'redirectUris'" };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.rotation === void 0 || !func0.call(data, "rotation")) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "rotation" }, message: "must have required property 'rotation'" };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!func0.call(schema31.properties, key0)) {
        const err11 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.product !== void 0 && func0.call(data, "product")) {
      let data1 = data.product;
      if (typeof data1 === "string") {
        if (!pattern4.test(data1)) {
          const err12 = { instancePath: instancePath + "/product", schemaPath: "#/properties/product/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"' };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = { instancePath: instancePath + "/product", schemaPath: "#/properties/product/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.integrationKey !== void 0 && func0.call(data, "integrationKey")) {
      let data2 = data.integrationKey;
      if (typeof data2 === "string") {
        if (!pattern5.test(data2)) {
          const err14 = { instancePath: instancePath + "/integrationKey", schemaPath: "#/$defs/guid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, message: 'must match pattern "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"' };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/integrationKey", schemaPath: "#/$defs/guid/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.platform !== void 0 && func0.call(data, "platform")) {
      let data3 = data.platform;
      if (!(data3 === "production" || data3 === "demo" || data3 === "emulator")) {
        const err16 = { instancePath: instancePath + "/platform", schemaPath: "#/properties/platform/enum", keyword: "enum", params: { allowedValues: schema31.properties.platform.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.managedIn !== void 0 && func0.call(data, "managedIn")) {
      let data4 = data.managedIn;
      if (!(data4 === "apps-and-keys" || data4 === "developer-console")) {
        const err17 = { instancePath: instancePath + "/managedIn", schemaPath: "#/properties/managedIn/enum", keyword: "enum", params: { allowedValues: schema31.properties.managedIn.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.managementAccount !== void 0 && func0.call(data, "managementAccount")) {
      let data5 = data.managementAccount;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        if (data5.id === void 0 || !func0.call(data5, "id")) {
          const err18 = { instancePath: instancePath + "/managementAccount", schemaPath: "#/properties/managementAccount/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (data5.canaryUser === void 0 || !func0.call(data5, "canaryUser")) {
          const err19 = { instancePath: instancePath + "/managementAccount", schemaPath: "#/properties/managementAccount/required", keyword: "required", params: { missingProperty: "canaryUser" }, message: "must have required property 'canaryUser'" };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        for (const key1 of Object.keys(data5)) {
          if (!(key1 === "id" || key1 === "name" || key1 === "contact" || key1 === "canaryUser")) {
            const err20 = { instancePath: instancePath + "/managementAccount", schemaPath: "#/properties/managementAccount/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data5.id !== void 0 && func0.call(data5, "id")) {
          let data6 = data5.id;
          if (typeof data6 === "string") {
            if (!pattern5.test(data6)) {
              const err21 = { instancePath: instancePath + "/managementAccount/id", schemaPath: "#/$defs/guid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, message: 'must match pattern "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"' };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/managementAccount/id", schemaPath: "#/$defs/guid/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data5.name !== void 0 && func0.call(data5, "name")) {
          let data7 = data5.name;
          if (typeof data7 === "string") {
            if (func80(data7) > 200) {
              const err23 = { instancePath: instancePath + "/managementAccount/name", schemaPath: "#/$defs/text/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            if (func80(data7) < 1) {
              const err24 = { instancePath: instancePath + "/managementAccount/name", schemaPath: "#/$defs/text/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
          } else {
            const err25 = { instancePath: instancePath + "/managementAccount/name", schemaPath: "#/$defs/text/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
        if (data5.contact !== void 0 && func0.call(data5, "contact")) {
          let data8 = data5.contact;
          if (typeof data8 === "string") {
            if (func80(data8) > 254) {
              const err26 = { instancePath: instancePath + "/managementAccount/contact", schemaPath: "#/properties/managementAccount/properties/contact/maxLength", keyword: "maxLength", params: { limit: 254 }, message: "must NOT have more than 254 characters" };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
            if (!pattern7.test(data8)) {
              const err27 = { instancePath: instancePath + "/managementAccount/contact", schemaPath: "#/properties/managementAccount/properties/contact/pattern", keyword: "pattern", params: { pattern: "^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$" }, message: 'must match pattern "^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$"' };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          } else {
            const err28 = { instancePath: instancePath + "/managementAccount/contact", schemaPath: "#/properties/managementAccount/properties/contact/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data5.canaryUser !== void 0 && func0.call(data5, "canaryUser")) {
          let data9 = data5.canaryUser;
          if (typeof data9 === "string") {
            if (!pattern5.test(data9)) {
              const err29 = { instancePath: instancePath + "/managementAccount/canaryUser", schemaPath: "#/$defs/guid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, message: 'must match pattern "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"' };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
          } else {
            const err30 = { instancePath: instancePath + "/managementAccount/canaryUser", schemaPath: "#/$defs/guid/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
      } else {
        const err31 = { instancePath: instancePath + "/managementAccount", schemaPath: "#/properties/managementAccount/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.scopes !== void 0 && func0.call(data, "scopes")) {
      let data10 = data.scopes;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
        if (data10.login === void 0 || !func0.call(data10, "login")) {
          const err32 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/required", keyword: "required", params: { missingProperty: "login" }, message: "must have required property 'login'" };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
        if (data10.consent === void 0 || !func0.call(data10, "consent")) {
          const err33 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/required", keyword: "required", params: { missingProperty: "consent" }, message: "must have required property 'consent'" };
          if (vErrors === null) {
            vErrors = [err33];
          } else {
            vErrors.push(err33);
          }
          errors++;
        }
        for (const key2 of Object.keys(data10)) {
          if (!(key2 === "login" || key2 === "consent")) {
            const err34 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
        }
        if (data10.login !== void 0 && func0.call(data10, "login")) {
          let data11 = data10.login;
          if (Array.isArray(data11)) {
            if (data11.length > 50) {
              const err35 = { instancePath: instancePath + "/scopes/login", schemaPath: "#/$defs/scopes/maxItems", keyword: "maxItems", params: { limit: 50 }, message: "must NOT have more than 50 items" };
              if (vErrors === null) {
                vErrors = [err35];
              } else {
                vErrors.push(err35);
              }
              errors++;
            }
            if (data11.length < 1) {
              const err36 = { instancePath: instancePath + "/scopes/login", schemaPath: "#/$defs/scopes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
            const len0 = data11.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data12 = data11[i0];
              if (typeof data12 === "string") {
                if (!pattern9.test(data12)) {
                  const err37 = { instancePath: instancePath + "/scopes/login/" + i0, schemaPath: "#/$defs/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9_.]*$" }, message: 'must match pattern "^[a-z][a-z0-9_.]*$"' };
                  if (vErrors === null) {
                    vErrors = [err37];
                  } else {
                    vErrors.push(err37);
                  }
                  errors++;
                }
              } else {
                const err38 = { instancePath: instancePath + "/scopes/login/" + i0, schemaPath: "#/$defs/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
            }
            let i1 = data11.length;
            let j0;
            if (i1 > 1) {
              const indices0 = {};
              for (; i1--; ) {
                let item0 = data11[i1];
                if (typeof item0 !== "string") {
                  continue;
                }
                if (typeof indices0[item0] == "number") {
                  j0 = indices0[item0];
                  const err39 = { instancePath: instancePath + "/scopes/login", schemaPath: "#/$defs/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
                  if (vErrors === null) {
                    vErrors = [err39];
                  } else {
                    vErrors.push(err39);
                  }
                  errors++;
                  break;
                }
                indices0[item0] = i1;
              }
            }
          } else {
            const err40 = { instancePath: instancePath + "/scopes/login", schemaPath: "#/$defs/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
        if (data10.consent !== void 0 && func0.call(data10, "consent")) {
          let data13 = data10.consent;
          if (Array.isArray(data13)) {
            if (data13.length > 50) {
              const err41 = { instancePath: instancePath + "/scopes/consent", schemaPath: "#/$defs/scopes/maxItems", keyword: "maxItems", params: { limit: 50 }, message: "must NOT have more than 50 items" };
              if (vErrors === null) {
                vErrors = [err41];
              } else {
                vErrors.push(err41);
              }
              errors++;
            }
            if (data13.length < 1) {
              const err42 = { instancePath: instancePath + "/scopes/consent", schemaPath: "#/$defs/scopes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
            const len1 = data13.length;
            for (let i2 = 0; i2 < len1; i2++) {
              let data14 = data13[i2];
              if (typeof data14 === "string") {
                if (!pattern9.test(data14)) {
                  const err43 = { instancePath: instancePath + "/scopes/consent/" + i2, schemaPath: "#/$defs/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9_.]*$" }, message: 'must match pattern "^[a-z][a-z0-9_.]*$"' };
                  if (vErrors === null) {
                    vErrors = [err43];
                  } else {
                    vErrors.push(err43);
                  }
                  errors++;
                }
              } else {
                const err44 = { instancePath: instancePath + "/scopes/consent/" + i2, schemaPath: "#/$defs/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  vErrors.push(err44);
                }
                errors++;
              }
            }
            let i3 = data13.length;
            let j1;
            if (i3 > 1) {
              const indices1 = {};
              for (; i3--; ) {
                let item1 = data13[i3];
                if (typeof item1 !== "string") {
                  continue;
                }
                if (typeof indices1[item1] == "number") {
                  j1 = indices1[item1];
                  const err45 = { instancePath: instancePath + "/scopes/consent", schemaPath: "#/$defs/scopes/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i3 + " are identical)" };
                  if (vErrors === null) {
                    vErrors = [err45];
                  } else {
                    vErrors.push(err45);
                  }
                  errors++;
                  break;
                }
                indices1[item1] = i3;
              }
            }
          } else {
            const err46 = { instancePath: instancePath + "/scopes/consent", schemaPath: "#/$defs/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err46];
            } else {
              vErrors.push(err46);
            }
            errors++;
          }
        }
      } else {
        const err47 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      }
    }
    if (data.redirectUris !== void 0 && func0.call(data, "redirectUris")) {
      let data15 = data.redirectUris;
      if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
        if (data15.consent === void 0 || !func0.call(data15, "consent")) {
          const err48 = { instancePath: instancePath + "/redirectUris", schemaPath: "#/properties/redirectUris/required", keyword: "required", params: { missingProperty: "consent" }, message: "must have required property 'consent'" };
          if (vErrors === null) {
            vErrors = [err48];
          } else {
            vErrors.push(err48);
          }
          errors++;
        }
        for (const key3 of Object.keys(data15)) {
          if (!(key3 === "consent" || key3 === "others")) {
            const err49 = { instancePath: instancePath + "/redirectUris", schemaPath: "#/properties/redirectUris/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
        if (data15.consent !== void 0 && func0.call(data15, "consent")) {
          let data16 = data15.consent;
          if (typeof data16 === "string") {
            if (func80(data16) > 2048) {
              const err50 = { instancePath: instancePath + "/redirectUris/consent", schemaPath: "#/$defs/uri/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            if (func80(data16) < 1) {
              const err51 = { instancePath: instancePath + "/redirectUris/consent", schemaPath: "#/$defs/uri/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
          } else {
            const err52 = { instancePath: instancePath + "/redirectUris/consent", schemaPath: "#/$defs/uri/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
        }
        if (data15.others !== void 0 && func0.call(data15, "others")) {
          let data17 = data15.others;
          if (Array.isArray(data17)) {
            if (data17.length > 100) {
              const err53 = { instancePath: instancePath + "/redirectUris/others", schemaPath: "#/properties/redirectUris/properties/others/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items" };
              if (vErrors === null) {
                vErrors = [err53];
              } else {
                vErrors.push(err53);
              }
              errors++;
            }
            const len2 = data17.length;
            for (let i4 = 0; i4 < len2; i4++) {
              let data18 = data17[i4];
              if (typeof data18 === "string") {
                if (func80(data18) > 2048) {
                  const err54 = { instancePath: instancePath + "/redirectUris/others/" + i4, schemaPath: "#/$defs/uri/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" };
                  if (vErrors === null) {
                    vErrors = [err54];
                  } else {
                    vErrors.push(err54);
                  }
                  errors++;
                }
                if (func80(data18) < 1) {
                  const err55 = { instancePath: instancePath + "/redirectUris/others/" + i4, schemaPath: "#/$defs/uri/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err55];
                  } else {
                    vErrors.push(err55);
                  }
                  errors++;
                }
              } else {
                const err56 = { instancePath: instancePath + "/redirectUris/others/" + i4, schemaPath: "#/$defs/uri/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
          } else {
            const err57 = { instancePath: instancePath + "/redirectUris/others", schemaPath: "#/properties/redirectUris/properties/others/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err57];
            } else {
              vErrors.push(err57);
            }
            errors++;
          }
        }
      } else {
        const err58 = { instancePath: instancePath + "/redirectUris", schemaPath: "#/properties/redirectUris/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err58];
        } else {
          vErrors.push(err58);
        }
        errors++;
      }
    }
    if (data.vaults !== void 0 && func0.call(data, "vaults")) {
      let data19 = data.vaults;
      if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
        if (data19.signing === void 0 || !func0.call(data19, "signing")) {
          const err59 = { instancePath: instancePath + "/vaults", schemaPath: "#/properties/vaults/required", keyword: "required", params: { missingProperty: "signing" }, message: "must have required property 'signing'" };
          if (vErrors === null) {
            vErrors = [err59];
          } else {
            vErrors.push(err59);
          }
          errors++;
        }
        if (data19.settings === void 0 || !func0.call(data19, "settings")) {
          const err60 = { instancePath: instancePath + "/vaults", schemaPath: "#/properties/vaults/required", keyword: "required", params: { missingProperty: "settings" }, message: "must have required property 'settings'" };
          if (vErrors === null) {
            vErrors = [err60];
          } else {
            vErrors.push(err60);
          }
          errors++;
        }
        for (const key4 of Object.keys(data19)) {
          if (!(key4 === "signing" || key4 === "settings")) {
            const err61 = { instancePath: instancePath + "/vaults", schemaPath: "#/properties/vaults/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              vErrors.push(err61);
            }
            errors++;
          }
        }
        if (data19.signing !== void 0 && func0.call(data19, "signing")) {
          let data20 = data19.signing;
          if (typeof data20 === "string") {
            if (!pattern11.test(data20)) {
              const err62 = { instancePath: instancePath + "/vaults/signing", schemaPath: "#/$defs/vault/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+$" }, message: 'must match pattern "^https://[^/?#\\s]+$"' };
              if (vErrors === null) {
                vErrors = [err62];
              } else {
                vErrors.push(err62);
              }
              errors++;
            }
          } else {
            const err63 = { instancePath: instancePath + "/vaults/signing", schemaPath: "#/$defs/vault/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              vErrors.push(err63);
            }
            errors++;
          }
        }
        if (data19.settings !== void 0 && func0.call(data19, "settings")) {
          let data21 = data19.settings;
          if (typeof data21 === "string") {
            if (!pattern11.test(data21)) {
              const err64 = { instancePath: instancePath + "/vaults/settings", schemaPath: "#/$defs/vault/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+$" }, message: 'must match pattern "^https://[^/?#\\s]+$"' };
              if (vErrors === null) {
                vErrors = [err64];
              } else {
                vErrors.push(err64);
              }
              errors++;
            }
          } else {
            const err65 = { instancePath: instancePath + "/vaults/settings", schemaPath: "#/$defs/vault/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err65];
            } else {
              vErrors.push(err65);
            }
            errors++;
          }
        }
      } else {
        const err66 = { instancePath: instancePath + "/vaults", schemaPath: "#/properties/vaults/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err66];
        } else {
          vErrors.push(err66);
        }
        errors++;
      }
    }
    if (data.rotation !== void 0 && func0.call(data, "rotation")) {
      let data22 = data.rotation;
      if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
        if (data22.maxAge === void 0 || !func0.call(data22, "maxAge")) {
          const err67 = { instancePath: instancePath + "/rotation", schemaPath: "#/properties/rotation/required", keyword: "required", params: { missingProperty: "maxAge" }, message: "must have required property 'maxAge'" };
          if (vErrors === null) {
            vErrors = [err67];
          } else {
            vErrors.push(err67);
          }
          errors++;
        }
        if (data22.renewBefore === void 0 || !func0.call(data22, "renewBefore")) {
          const err68 = { instancePath: instancePath + "/rotation", schemaPath: "#/properties/rotation/required", keyword: "required", params: { missingProperty: "renewBefore" }, message: "must have required property 'renewBefore'" };
          if (vErrors === null) {
            vErrors = [err68];
          } else {
            vErrors.push(err68);
          }
          errors++;
        }
        if (data22.overlap === void 0 || !func0.call(data22, "overlap")) {
          const err69 = { instancePath: instancePath + "/rotation", schemaPath: "#/properties/rotation/required", keyword: "required", params: { missingProperty: "overlap" }, message: "must have required property 'overlap'" };
          if (vErrors === null) {
            vErrors = [err69];
          } else {
            vErrors.push(err69);
          }
          errors++;
        }
        for (const key5 of Object.keys(data22)) {
          if (!(key5 === "maxAge" || key5 === "renewBefore" || key5 === "overlap" || key5 === "standby" || key5 === "evidence")) {
            const err70 = { instancePath: instancePath + "/rotation", schemaPath: "#/properties/rotation/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err70];
            } else {
              vErrors.push(err70);
            }
            errors++;
          }
        }
        if (data22.maxAge !== void 0 && func0.call(data22, "maxAge")) {
          let data23 = data22.maxAge;
          if (typeof data23 === "string") {
            if (!pattern13.test(data23)) {
              const err71 = { instancePath: instancePath + "/rotation/maxAge", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,5}[mhd]$" }, message: 'must match pattern "^[1-9][0-9]{0,5}[mhd]$"' };
              if (vErrors === null) {
                vErrors = [err71];
              } else {
                vErrors.push(err71);
              }
              errors++;
            }
          } else {
            const err72 = { instancePath: instancePath + "/rotation/maxAge", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err72];
            } else {
              vErrors.push(err72);
            }
            errors++;
          }
        }
        if (data22.renewBefore !== void 0 && func0.call(data22, "renewBefore")) {
          let data24 = data22.renewBefore;
          if (typeof data24 === "string") {
            if (!pattern13.test(data24)) {
              const err73 = { instancePath: instancePath + "/rotation/renewBefore", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,5}[mhd]$" }, message: 'must match pattern "^[1-9][0-9]{0,5}[mhd]$"' };
              if (vErrors === null) {
                vErrors = [err73];
              } else {
                vErrors.push(err73);
              }
              errors++;
            }
          } else {
            const err74 = { instancePath: instancePath + "/rotation/renewBefore", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err74];
            } else {
              vErrors.push(err74);
            }
            errors++;
          }
        }
        if (data22.overlap !== void 0 && func0.call(data22, "overlap")) {
          let data25 = data22.overlap;
          if (typeof data25 === "string") {
            if (!pattern13.test(data25)) {
              const err75 = { instancePath: instancePath + "/rotation/overlap", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,5}[mhd]$" }, message: 'must match pattern "^[1-9][0-9]{0,5}[mhd]$"' };
              if (vErrors === null) {
                vErrors = [err75];
              } else {
                vErrors.push(err75);
              }
              errors++;
            }
          } else {
            const err76 = { instancePath: instancePath + "/rotation/overlap", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err76];
            } else {
              vErrors.push(err76);
            }
            errors++;
          }
        }
        if (data22.standby !== void 0 && func0.call(data22, "standby")) {
          if (typeof data22.standby !== "boolean") {
            const err77 = { instancePath: instancePath + "/rotation/standby", schemaPath: "#/properties/rotation/properties/standby/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
            if (vErrors === null) {
              vErrors = [err77];
            } else {
              vErrors.push(err77);
            }
            errors++;
          }
        }
        if (data22.evidence !== void 0 && func0.call(data22, "evidence")) {
          let data27 = data22.evidence;
          const _errs75 = errors;
          let valid29 = false;
          const _errs76 = errors;
          if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
            if (data27.maxAge === void 0 || !func0.call(data27, "maxAge")) {
              const err78 = { instancePath: instancePath + "/rotation/evidence", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/required", keyword: "required", params: { missingProperty: "maxAge" }, message: "must have required property 'maxAge'" };
              if (vErrors === null) {
                vErrors = [err78];
              } else {
                vErrors.push(err78);
              }
              errors++;
            }
            if (data27.sample === void 0 || !func0.call(data27, "sample")) {
              const err79 = { instancePath: instancePath + "/rotation/evidence", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/required", keyword: "required", params: { missingProperty: "sample" }, message: "must have required property 'sample'" };
              if (vErrors === null) {
                vErrors = [err79];
              } else {
                vErrors.push(err79);
              }
              errors++;
            }
            for (const key6 of Object.keys(data27)) {
              if (!(key6 === "maxAge" || key6 === "sample")) {
                const err80 = { instancePath: instancePath + "/rotation/evidence", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err80];
                } else {
                  vErrors.push(err80);
                }
                errors++;
              }
            }
            if (data27.maxAge !== void 0 && func0.call(data27, "maxAge")) {
              let data28 = data27.maxAge;
              if (typeof data28 === "string") {
                if (!pattern13.test(data28)) {
                  const err81 = { instancePath: instancePath + "/rotation/evidence/maxAge", schemaPath: "#/$defs/duration/pattern", keyword: "pattern", params: { pattern: "^[1-9][0-9]{0,5}[mhd]$" }, message: 'must match pattern "^[1-9][0-9]{0,5}[mhd]$"' };
                  if (vErrors === null) {
                    vErrors = [err81];
                  } else {
                    vErrors.push(err81);
                  }
                  errors++;
                }
              } else {
                const err82 = { instancePath: instancePath + "/rotation/evidence/maxAge", schemaPath: "#/$defs/duration/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err82];
                } else {
                  vErrors.push(err82);
                }
                errors++;
              }
            }
            if (data27.sample !== void 0 && func0.call(data27, "sample")) {
              let data29 = data27.sample;
              const _errs83 = errors;
              let valid32 = false;
              const _errs84 = errors;
              if (!(typeof data29 == "number" && (!(data29 % 1) && !isNaN(data29)) && isFinite(data29))) {
                const err83 = { instancePath: instancePath + "/rotation/evidence/sample", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/properties/sample/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  vErrors.push(err83);
                }
                errors++;
              }
              if (typeof data29 == "number" && isFinite(data29)) {
                if (data29 < 1 || isNaN(data29)) {
                  const err84 = { instancePath: instancePath + "/rotation/evidence/sample", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/properties/sample/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err84];
                  } else {
                    vErrors.push(err84);
                  }
                  errors++;
                }
              }
              var _valid2 = _errs84 === errors;
              valid32 = valid32 || _valid2;
              const _errs86 = errors;
              if ("all" !== data29) {
                const err85 = { instancePath: instancePath + "/rotation/evidence/sample", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/properties/sample/anyOf/1/const", keyword: "const", params: { allowedValue: "all" }, message: "must be equal to constant" };
                if (vErrors === null) {
                  vErrors = [err85];
                } else {
                  vErrors.push(err85);
                }
                errors++;
              }
              var _valid2 = _errs86 === errors;
              valid32 = valid32 || _valid2;
              if (!valid32) {
                const err86 = { instancePath: instancePath + "/rotation/evidence/sample", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/properties/sample/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                if (vErrors === null) {
                  vErrors = [err86];
                } else {
                  vErrors.push(err86);
                }
                errors++;
              } else {
                errors = _errs83;
                if (vErrors !== null) {
                  if (_errs83) {
                    vErrors.length = _errs83;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
          } else {
            const err87 = { instancePath: instancePath + "/rotation/evidence", schemaPath: "#/properties/rotation/properties/evidence/anyOf/0/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err87];
            } else {
              vErrors.push(err87);
            }
            errors++;
          }
          var _valid1 = _errs76 === errors;
          valid29 = valid29 || _valid1;
          const _errs87 = errors;
          if ("none" !== data27) {
            const err88 = { instancePath: instancePath + "/rotation/evidence", schemaPath: "#/properties/rotation/properties/evidence/anyOf/1/const", keyword: "const", params: { allowedValue: "none" }, message: "must be equal to constant" };
            if (vErrors === null) {
              vErrors = [err88];
            } else {
              vErrors.push(err88);
            }
            errors++;
          }
          var _valid1 = _errs87 === errors;
          valid29 = valid29 || _valid1;
          if (!valid29) {
            const err89 = { instancePath: instancePath + "/rotation/evidence", schemaPath: "#/properties/rotation/properties/evidence/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err89];
            } else {
              vErrors.push(err89);
            }
            errors++;
          } else {
            errors = _errs75;
            if (vErrors !== null) {
              if (_errs75) {
                vErrors.length = _errs75;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err90 = { instancePath: instancePath + "/rotation", schemaPath: "#/properties/rotation/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err90];
        } else {
          vErrors.push(err90);
        }
        errors++;
      }
    }
    if (data.webhooks !== void 0 && func0.call(data, "webhooks")) {
      let data30 = data.webhooks;
      if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
        if (data30.url === void 0 || !func0.call(data30, "url")) {
          const err91 = { instancePath: instancePath + "/webhooks", schemaPath: "#/properties/webhooks/required", keyword: "required", params: { missingProperty: "url" }, message: "must have required property 'url'" };
          if (vErrors === null) {
            vErrors = [err91];
          } else {
            vErrors.push(err91);
          }
          errors++;
        }
        if (data30.events === void 0 || !func0.call(data30, "events")) {
          const err92 = { instancePath: instancePath + "/webhooks", schemaPath: "#/properties/webhooks/required", keyword: "required", params: { missingProperty: "events" }, message: "must have required property 'events'" };
          if (vErrors === null) {
            vErrors = [err92];
          } else {
            vErrors.push(err92);
          }
          errors++;
        }
        if (data30.hmac === void 0 || !func0.call(data30, "hmac")) {
          const err93 = { instancePath: instancePath + "/webhooks", schemaPath: "#/properties/webhooks/required", keyword: "required", params: { missingProperty: "hmac" }, message: "must have required property 'hmac'" };
          if (vErrors === null) {
            vErrors = [err93];
          } else {
            vErrors.push(err93);
          }
          errors++;
        }
        for (const key7 of Object.keys(data30)) {
          if (!(key7 === "url" || key7 === "events" || key7 === "hmac" || key7 === "hmacKeys")) {
            const err94 = { instancePath: instancePath + "/webhooks", schemaPath: "#/properties/webhooks/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err94];
            } else {
              vErrors.push(err94);
            }
            errors++;
          }
        }
        if (data30.url !== void 0 && func0.call(data30, "url")) {
          let data31 = data30.url;
          if (typeof data31 === "string") {
            if (func80(data31) > 2048) {
              const err95 = { instancePath: instancePath + "/webhooks/url", schemaPath: "#/$defs/uri/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" };
              if (vErrors === null) {
                vErrors = [err95];
              } else {
                vErrors.push(err95);
              }
              errors++;
            }
            if (func80(data31) < 1) {
              const err96 = { instancePath: instancePath + "/webhooks/url", schemaPath: "#/$defs/uri/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err96];
              } else {
                vErrors.push(err96);
              }
              errors++;
            }
          } else {
            const err97 = { instancePath: instancePath + "/webhooks/url", schemaPath: "#/$defs/uri/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err97];
            } else {
              vErrors.push(err97);
            }
            errors++;
          }
        }
        if (data30.events !== void 0 && func0.call(data30, "events")) {
          let data32 = data30.events;
          if (Array.isArray(data32)) {
            if (data32.length > 50) {
              const err98 = { instancePath: instancePath + "/webhooks/events", schemaPath: "#/properties/webhooks/properties/events/maxItems", keyword: "maxItems", params: { limit: 50 }, message: "must NOT have more than 50 items" };
              if (vErrors === null) {
                vErrors = [err98];
              } else {
                vErrors.push(err98);
              }
              errors++;
            }
            if (data32.length < 1) {
              const err99 = { instancePath: instancePath + "/webhooks/events", schemaPath: "#/properties/webhooks/properties/events/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
              if (vErrors === null) {
                vErrors = [err99];
              } else {
                vErrors.push(err99);
              }
              errors++;
            }
            const len3 = data32.length;
            for (let i5 = 0; i5 < len3; i5++) {
              let data33 = data32[i5];
              if (typeof data33 === "string") {
                if (!pattern17.test(data33)) {
                  const err100 = { instancePath: instancePath + "/webhooks/events/" + i5, schemaPath: "#/properties/webhooks/properties/events/items/pattern", keyword: "pattern", params: { pattern: "^[a-z]+(-[a-z0-9]+)+$" }, message: 'must match pattern "^[a-z]+(-[a-z0-9]+)+$"' };
                  if (vErrors === null) {
                    vErrors = [err100];
                  } else {
                    vErrors.push(err100);
                  }
                  errors++;
                }
              } else {
                const err101 = { instancePath: instancePath + "/webhooks/events/" + i5, schemaPath: "#/properties/webhooks/properties/events/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err101];
                } else {
                  vErrors.push(err101);
                }
                errors++;
              }
            }
            let i6 = data32.length;
            let j2;
            if (i6 > 1) {
              const indices2 = {};
              for (; i6--; ) {
                let item2 = data32[i6];
                if (typeof item2 !== "string") {
                  continue;
                }
                if (typeof indices2[item2] == "number") {
                  j2 = indices2[item2];
                  const err102 = { instancePath: instancePath + "/webhooks/events", schemaPath: "#/properties/webhooks/properties/events/uniqueItems", keyword: "uniqueItems", params: { i: i6, j: j2 }, message: "must NOT have duplicate items (items ## " + j2 + " and " + i6 + " are identical)" };
                  if (vErrors === null) {
                    vErrors = [err102];
                  } else {
                    vErrors.push(err102);
                  }
                  errors++;
                  break;
                }
                indices2[item2] = i6;
              }
            }
          } else {
            const err103 = { instancePath: instancePath + "/webhooks/events", schemaPath: "#/properties/webhooks/properties/events/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err103];
            } else {
              vErrors.push(err103);
            }
            errors++;
          }
        }
        if (data30.hmac !== void 0 && func0.call(data30, "hmac")) {
          let data34 = data30.hmac;
          if (!(data34 === "integrator" || data34 === "account" || data34 === "none")) {
            const err104 = { instancePath: instancePath + "/webhooks/hmac", schemaPath: "#/properties/webhooks/properties/hmac/enum", keyword: "enum", params: { allowedValues: schema31.properties.webhooks.properties.hmac.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err104];
            } else {
              vErrors.push(err104);
            }
            errors++;
          }
        }
        if (data30.hmacKeys !== void 0 && func0.call(data30, "hmacKeys")) {
          let data35 = data30.hmacKeys;
          if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
            for (const key8 of Object.keys(data35)) {
              const _errs101 = errors;
              if (typeof key8 === "string") {
                if (!pattern4.test(key8)) {
                  const err105 = { instancePath: instancePath + "/webhooks/hmacKeys", schemaPath: "#/properties/webhooks/properties/hmacKeys/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"', propertyName: key8 };
                  if (vErrors === null) {
                    vErrors = [err105];
                  } else {
                    vErrors.push(err105);
                  }
                  errors++;
                }
              }
              var valid38 = _errs101 === errors;
              if (!valid38) {
                const err106 = { instancePath: instancePath + "/webhooks/hmacKeys", schemaPath: "#/properties/webhooks/properties/hmacKeys/propertyNames", keyword: "propertyNames", params: { propertyName: key8 }, message: "property name must be valid" };
                if (vErrors === null) {
                  vErrors = [err106];
                } else {
                  vErrors.push(err106);
                }
                errors++;
              }
            }
            for (const key9 of Object.keys(data35)) {
              let data36 = data35[key9];
              if (data36 && typeof data36 == "object" && !Array.isArray(data36)) {
                if (data36.state === void 0 || !func0.call(data36, "state")) {
                  const err107 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/required", keyword: "required", params: { missingProperty: "state" }, message: "must have required property 'state'" };
                  if (vErrors === null) {
                    vErrors = [err107];
                  } else {
                    vErrors.push(err107);
                  }
                  errors++;
                }
                if (data36.secret === void 0 || !func0.call(data36, "secret")) {
                  const err108 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/required", keyword: "required", params: { missingProperty: "secret" }, message: "must have required property 'secret'" };
                  if (vErrors === null) {
                    vErrors = [err108];
                  } else {
                    vErrors.push(err108);
                  }
                  errors++;
                }
                if (data36.since === void 0 || !func0.call(data36, "since")) {
                  const err109 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/required", keyword: "required", params: { missingProperty: "since" }, message: "must have required property 'since'" };
                  if (vErrors === null) {
                    vErrors = [err109];
                  } else {
                    vErrors.push(err109);
                  }
                  errors++;
                }
                for (const key10 of Object.keys(data36)) {
                  if (!(key10 === "state" || key10 === "secret" || key10 === "since")) {
                    const err110 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key10 }, message: "must NOT have additional properties" };
                    if (vErrors === null) {
                      vErrors = [err110];
                    } else {
                      vErrors.push(err110);
                    }
                    errors++;
                  }
                }
                if (data36.state !== void 0 && func0.call(data36, "state")) {
                  let data37 = data36.state;
                  if (!(data37 === "active" || data37 === "retiring")) {
                    const err111 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/state", schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/properties/state/enum", keyword: "enum", params: { allowedValues: schema31.properties.webhooks.properties.hmacKeys.additionalProperties.properties.state.enum }, message: "must be equal to one of the allowed values" };
                    if (vErrors === null) {
                      vErrors = [err111];
                    } else {
                      vErrors.push(err111);
                    }
                    errors++;
                  }
                }
                if (data36.secret !== void 0 && func0.call(data36, "secret")) {
                  let data38 = data36.secret;
                  if (typeof data38 === "string") {
                    if (!pattern19.test(data38)) {
                      const err112 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/secret", schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/properties/secret/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, message: 'must match pattern "^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$"' };
                      if (vErrors === null) {
                        vErrors = [err112];
                      } else {
                        vErrors.push(err112);
                      }
                      errors++;
                    }
                  } else {
                    const err113 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/secret", schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/properties/secret/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err113];
                    } else {
                      vErrors.push(err113);
                    }
                    errors++;
                  }
                }
                if (data36.since !== void 0 && func0.call(data36, "since")) {
                  let data39 = data36.since;
                  if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
                    if (data39.active === void 0 || !func0.call(data39, "active")) {
                      const err114 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/since", schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/properties/since/required", keyword: "required", params: { missingProperty: "active" }, message: "must have required property 'active'" };
                      if (vErrors === null) {
                        vErrors = [err114];
                      } else {
                        vErrors.push(err114);
                      }
                      errors++;
                    }
                    for (const key11 of Object.keys(data39)) {
                      if (!(key11 === "active" || key11 === "retiring")) {
                        const err115 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/since", schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/properties/since/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key11 }, message: "must NOT have additional properties" };
                        if (vErrors === null) {
                          vErrors = [err115];
                        } else {
                          vErrors.push(err115);
                        }
                        errors++;
                      }
                    }
                    if (data39.active !== void 0 && func0.call(data39, "active")) {
                      let data40 = data39.active;
                      if (typeof data40 === "string") {
                        if (!pattern20.test(data40)) {
                          const err116 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/active", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
                          if (vErrors === null) {
                            vErrors = [err116];
                          } else {
                            vErrors.push(err116);
                          }
                          errors++;
                        }
                      } else {
                        const err117 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/active", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        if (vErrors === null) {
                          vErrors = [err117];
                        } else {
                          vErrors.push(err117);
                        }
                        errors++;
                      }
                    }
                    if (data39.retiring !== void 0 && func0.call(data39, "retiring")) {
                      let data41 = data39.retiring;
                      if (typeof data41 === "string") {
                        if (!pattern20.test(data41)) {
                          const err118 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/retiring", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
                          if (vErrors === null) {
                            vErrors = [err118];
                          } else {
                            vErrors.push(err118);
                          }
                          errors++;
                        }
                      } else {
                        const err119 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/retiring", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        if (vErrors === null) {
                          vErrors = [err119];
                        } else {
                          vErrors.push(err119);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err120 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1") + "/since", schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/properties/since/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                    if (vErrors === null) {
                      vErrors = [err120];
                    } else {
                      vErrors.push(err120);
                    }
                    errors++;
                  }
                }
              } else {
                const err121 = { instancePath: instancePath + "/webhooks/hmacKeys/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/webhooks/properties/hmacKeys/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err121];
                } else {
                  vErrors.push(err121);
                }
                errors++;
              }
            }
          } else {
            const err122 = { instancePath: instancePath + "/webhooks/hmacKeys", schemaPath: "#/properties/webhooks/properties/hmacKeys/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err122];
            } else {
              vErrors.push(err122);
            }
            errors++;
          }
        }
      } else {
        const err123 = { instancePath: instancePath + "/webhooks", schemaPath: "#/properties/webhooks/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err123];
        } else {
          vErrors.push(err123);
        }
        errors++;
      }
    }
    if (data.clientSecrets !== void 0 && func0.call(data, "clientSecrets")) {
      let data42 = data.clientSecrets;
      if (data42 && typeof data42 == "object" && !Array.isArray(data42)) {
        for (const key12 of Object.keys(data42)) {
          const _errs120 = errors;
          if (typeof key12 === "string") {
            if (!pattern4.test(key12)) {
              const err124 = { instancePath: instancePath + "/clientSecrets", schemaPath: "#/properties/clientSecrets/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"', propertyName: key12 };
              if (vErrors === null) {
                vErrors = [err124];
              } else {
                vErrors.push(err124);
              }
              errors++;
            }
          }
          var valid44 = _errs120 === errors;
          if (!valid44) {
            const err125 = { instancePath: instancePath + "/clientSecrets", schemaPath: "#/properties/clientSecrets/propertyNames", keyword: "propertyNames", params: { propertyName: key12 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err125];
            } else {
              vErrors.push(err125);
            }
            errors++;
          }
        }
        for (const key13 of Object.keys(data42)) {
          let data43 = data42[key13];
          if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
            if (data43.state === void 0 || !func0.call(data43, "state")) {
              const err126 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/clientSecrets/additionalProperties/required", keyword: "required", params: { missingProperty: "state" }, message: "must have required property 'state'" };
              if (vErrors === null) {
                vErrors = [err126];
              } else {
                vErrors.push(err126);
              }
              errors++;
            }
            if (data43.secret === void 0 || !func0.call(data43, "secret")) {
              const err127 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/clientSecrets/additionalProperties/required", keyword: "required", params: { missingProperty: "secret" }, message: "must have required property 'secret'" };
              if (vErrors === null) {
                vErrors = [err127];
              } else {
                vErrors.push(err127);
              }
              errors++;
            }
            if (data43.since === void 0 || !func0.call(data43, "since")) {
              const err128 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/clientSecrets/additionalProperties/required", keyword: "required", params: { missingProperty: "since" }, message: "must have required property 'since'" };
              if (vErrors === null) {
                vErrors = [err128];
              } else {
                vErrors.push(err128);
              }
              errors++;
            }
            for (const key14 of Object.keys(data43)) {
              if (!(key14 === "state" || key14 === "secret" || key14 === "since")) {
                const err129 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/clientSecrets/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err129];
                } else {
                  vErrors.push(err129);
                }
                errors++;
              }
            }
            if (data43.state !== void 0 && func0.call(data43, "state")) {
              let data44 = data43.state;
              if (!(data44 === "active" || data44 === "retiring")) {
                const err130 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/state", schemaPath: "#/properties/clientSecrets/additionalProperties/properties/state/enum", keyword: "enum", params: { allowedValues: schema31.properties.clientSecrets.additionalProperties.properties.state.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err130];
                } else {
                  vErrors.push(err130);
                }
                errors++;
              }
            }
            if (data43.secret !== void 0 && func0.call(data43, "secret")) {
              let data45 = data43.secret;
              if (typeof data45 === "string") {
                if (!pattern19.test(data45)) {
                  const err131 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/secret", schemaPath: "#/properties/clientSecrets/additionalProperties/properties/secret/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, message: 'must match pattern "^https://[^/?#\\s]+/secrets/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$"' };
                  if (vErrors === null) {
                    vErrors = [err131];
                  } else {
                    vErrors.push(err131);
                  }
                  errors++;
                }
              } else {
                const err132 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/secret", schemaPath: "#/properties/clientSecrets/additionalProperties/properties/secret/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err132];
                } else {
                  vErrors.push(err132);
                }
                errors++;
              }
            }
            if (data43.since !== void 0 && func0.call(data43, "since")) {
              let data46 = data43.since;
              if (data46 && typeof data46 == "object" && !Array.isArray(data46)) {
                if (data46.active === void 0 || !func0.call(data46, "active")) {
                  const err133 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/since", schemaPath: "#/properties/clientSecrets/additionalProperties/properties/since/required", keyword: "required", params: { missingProperty: "active" }, message: "must have required property 'active'" };
                  if (vErrors === null) {
                    vErrors = [err133];
                  } else {
                    vErrors.push(err133);
                  }
                  errors++;
                }
                for (const key15 of Object.keys(data46)) {
                  if (!(key15 === "active" || key15 === "retiring")) {
                    const err134 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/since", schemaPath: "#/properties/clientSecrets/additionalProperties/properties/since/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key15 }, message: "must NOT have additional properties" };
                    if (vErrors === null) {
                      vErrors = [err134];
                    } else {
                      vErrors.push(err134);
                    }
                    errors++;
                  }
                }
                if (data46.active !== void 0 && func0.call(data46, "active")) {
                  let data47 = data46.active;
                  if (typeof data47 === "string") {
                    if (!pattern20.test(data47)) {
                      const err135 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/active", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
                      if (vErrors === null) {
                        vErrors = [err135];
                      } else {
                        vErrors.push(err135);
                      }
                      errors++;
                    }
                  } else {
                    const err136 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/active", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err136];
                    } else {
                      vErrors.push(err136);
                    }
                    errors++;
                  }
                }
                if (data46.retiring !== void 0 && func0.call(data46, "retiring")) {
                  let data48 = data46.retiring;
                  if (typeof data48 === "string") {
                    if (!pattern20.test(data48)) {
                      const err137 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/retiring", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
                      if (vErrors === null) {
                        vErrors = [err137];
                      } else {
                        vErrors.push(err137);
                      }
                      errors++;
                    }
                  } else {
                    const err138 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/since/retiring", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err138];
                    } else {
                      vErrors.push(err138);
                    }
                    errors++;
                  }
                }
              } else {
                const err139 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1") + "/since", schemaPath: "#/properties/clientSecrets/additionalProperties/properties/since/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err139];
                } else {
                  vErrors.push(err139);
                }
                errors++;
              }
            }
          } else {
            const err140 = { instancePath: instancePath + "/clientSecrets/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/clientSecrets/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err140];
            } else {
              vErrors.push(err140);
            }
            errors++;
          }
        }
      } else {
        const err141 = { instancePath: instancePath + "/clientSecrets", schemaPath: "#/properties/clientSecrets/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err141];
        } else {
          vErrors.push(err141);
        }
        errors++;
      }
    }
  } else {
    const err142 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err142];
    } else {
      vErrors.push(err142);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var keyPairs = validate21;
var schema52 = { "type": "object", "additionalProperties": false, "required": ["state", "origin", "custody", "since"], "if": { "properties": { "state": { "const": "compromised" } }, "required": ["state"] }, "then": { "properties": { "reason": true }, "required": ["reason"] }, "properties": { "state": { "enum": ["pending", "staged", "active", "retiring", "retired", "compromised"] }, "origin": { "enum": ["vault", "docusign"] }, "custody": { "enum": ["key", "secret"] }, "key": { "type": "string", "pattern": "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, "thumbprint": { "type": "string", "pattern": "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" }, "docusignKeyPairId": { "type": "string", "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, "reason": { "type": "string", "minLength": 1, "maxLength": 500 }, "since": { "type": "object", "additionalProperties": false, "minProperties": 1, "properties": { "pending": { "$ref": "#/$defs/time" }, "staged": { "$ref": "#/$defs/time" }, "active": { "$ref": "#/$defs/time" }, "retiring": { "$ref": "#/$defs/time" }, "retired": { "$ref": "#/$defs/time" }, "compromised": { "$ref": "#/$defs/time" } } } } };
var pattern27 = new RegExp("^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$", "u");
var pattern28 = new RegExp("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", "u");
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs1 = errors;
  let valid0 = true;
  const _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if ((data.state === void 0 || !func0.call(data, "state")) && (missing0 = "state")) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    } else {
      if (data.state !== void 0 && func0.call(data, "state")) {
        if ("compromised" !== data.state) {
          const err1 = {};
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      }
    }
  }
  var _valid0 = _errs2 === errors;
  errors = _errs1;
  if (vErrors !== null) {
    if (_errs1) {
      vErrors.length = _errs1;
    } else {
      vErrors = null;
    }
  }
  if (_valid0) {
    const _errs4 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.reason === void 0 || !func0.call(data, "reason")) {
        const err2 = { instancePath, schemaPath: "#/then/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    var _valid0 = _errs4 === errors;
    valid0 = _valid0;
    if (valid0) {
      var props0 = {};
      props0.reason = true;
      props0.state = true;
    }
  }
  if (!valid0) {
    const err3 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: "then" }, message: 'must match "then" schema' };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.state === void 0 || !func0.call(data, "state")) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "state" }, message: "must have required property 'state'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.origin === void 0 || !func0.call(data, "origin")) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "origin" }, message: "must have required property 'origin'" };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.custody === void 0 || !func0.call(data, "custody")) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "custody" }, message: "must have required property 'custody'" };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.since === void 0 || !func0.call(data, "since")) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "since" }, message: "must have required property 'since'" };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "state" || key0 === "origin" || key0 === "custody" || key0 === "key" || key0 === "thumbprint" || key0 === "docusignKeyPairId" || key0 === "reason" || key0 === "since")) {
        const err8 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.state !== void 0 && func0.call(data, "state")) {
      let data1 = data.state;
      if (!(data1 === "pending" || data1 === "staged" || data1 === "active" || data1 === "retiring" || data1 === "retired" || data1 === "compromised")) {
        const err9 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/enum", keyword: "enum", params: { allowedValues: schema52.properties.state.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.origin !== void 0 && func0.call(data, "origin")) {
      let data2 = data.origin;
      if (!(data2 === "vault" || data2 === "docusign")) {
        const err10 = { instancePath: instancePath + "/origin", schemaPath: "#/properties/origin/enum", keyword: "enum", params: { allowedValues: schema52.properties.origin.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.custody !== void 0 && func0.call(data, "custody")) {
      let data3 = data.custody;
      if (!(data3 === "key" || data3 === "secret")) {
        const err11 = { instancePath: instancePath + "/custody", schemaPath: "#/properties/custody/enum", keyword: "enum", params: { allowedValues: schema52.properties.custody.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.key !== void 0 && func0.call(data, "key")) {
      let data4 = data.key;
      if (typeof data4 === "string") {
        if (!pattern27.test(data4)) {
          const err12 = { instancePath: instancePath + "/key", schemaPath: "#/properties/key/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, message: 'must match pattern "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$"' };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = { instancePath: instancePath + "/key", schemaPath: "#/properties/key/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.thumbprint !== void 0 && func0.call(data, "thumbprint")) {
      let data5 = data.thumbprint;
      if (typeof data5 === "string") {
        if (!pattern28.test(data5)) {
          const err14 = { instancePath: instancePath + "/thumbprint", schemaPath: "#/properties/thumbprint/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" }, message: 'must match pattern "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$"' };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/thumbprint", schemaPath: "#/properties/thumbprint/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.docusignKeyPairId !== void 0 && func0.call(data, "docusignKeyPairId")) {
      let data6 = data.docusignKeyPairId;
      if (typeof data6 === "string") {
        if (!pattern5.test(data6)) {
          const err16 = { instancePath: instancePath + "/docusignKeyPairId", schemaPath: "#/properties/docusignKeyPairId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, message: 'must match pattern "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"' };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      } else {
        const err17 = { instancePath: instancePath + "/docusignKeyPairId", schemaPath: "#/properties/docusignKeyPairId/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.reason !== void 0 && func0.call(data, "reason")) {
      let data7 = data.reason;
      if (typeof data7 === "string") {
        if (func80(data7) > 500) {
          const err18 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (func80(data7) < 1) {
          const err19 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
      } else {
        const err20 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.since !== void 0 && func0.call(data, "since")) {
      let data8 = data.since;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (Object.keys(data8).length < 1) {
          const err21 = { instancePath: instancePath + "/since", schemaPath: "#/properties/since/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
        for (const key1 of Object.keys(data8)) {
          if (!(key1 === "pending" || key1 === "staged" || key1 === "active" || key1 === "retiring" || key1 === "retired" || key1 === "compromised")) {
            const err22 = { instancePath: instancePath + "/since", schemaPath: "#/properties/since/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data8.pending !== void 0 && func0.call(data8, "pending")) {
          let data9 = data8.pending;
          if (typeof data9 === "string") {
            if (!pattern20.test(data9)) {
              const err23 = { instancePath: instancePath + "/since/pending", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
          } else {
            const err24 = { instancePath: instancePath + "/since/pending", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        if (data8.staged !== void 0 && func0.call(data8, "staged")) {
          let data10 = data8.staged;
          if (typeof data10 === "string") {
            if (!pattern20.test(data10)) {
              const err25 = { instancePath: instancePath + "/since/staged", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
          } else {
            const err26 = { instancePath: instancePath + "/since/staged", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        if (data8.active !== void 0 && func0.call(data8, "active")) {
          let data11 = data8.active;
          if (typeof data11 === "string") {
            if (!pattern20.test(data11)) {
              const err27 = { instancePath: instancePath + "/since/active", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          } else {
            const err28 = { instancePath: instancePath + "/since/active", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data8.retiring !== void 0 && func0.call(data8, "retiring")) {
          let data12 = data8.retiring;
          if (typeof data12 === "string") {
            if (!pattern20.test(data12)) {
              const err29 = { instancePath: instancePath + "/since/retiring", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
          } else {
            const err30 = { instancePath: instancePath + "/since/retiring", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data8.retired !== void 0 && func0.call(data8, "retired")) {
          let data13 = data8.retired;
          if (typeof data13 === "string") {
            if (!pattern20.test(data13)) {
              const err31 = { instancePath: instancePath + "/since/retired", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
          } else {
            const err32 = { instancePath: instancePath + "/since/retired", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
        if (data8.compromised !== void 0 && func0.call(data8, "compromised")) {
          let data14 = data8.compromised;
          if (typeof data14 === "string") {
            if (!pattern20.test(data14)) {
              const err33 = { instancePath: instancePath + "/since/compromised", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$"' };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
          } else {
            const err34 = { instancePath: instancePath + "/since/compromised", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
        }
      } else {
        const err35 = { instancePath: instancePath + "/since", schemaPath: "#/properties/since/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
  } else {
    const err36 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err36];
    } else {
      vErrors.push(err36);
    }
    errors++;
  }
  validate22.errors = vErrors;
  return errors === 0;
}
validate22.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
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
    if (data.keyPairs === void 0 || !func0.call(data, "keyPairs")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "keyPairs" }, message: "must have required property 'keyPairs'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "keyPairs")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.keyPairs !== void 0 && func0.call(data, "keyPairs")) {
      let data0 = data.keyPairs;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 of Object.keys(data0)) {
          const _errs4 = errors;
          if (typeof key1 === "string") {
            if (!pattern4.test(key1)) {
              const err2 = { instancePath: instancePath + "/keyPairs", schemaPath: "#/properties/keyPairs/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"', propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
          }
          var valid1 = _errs4 === errors;
          if (!valid1) {
            const err3 = { instancePath: instancePath + "/keyPairs", schemaPath: "#/properties/keyPairs/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
        for (const key2 of Object.keys(data0)) {
          if (!validate22(data0[key2], { instancePath: instancePath + "/keyPairs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data0, parentDataProperty: key2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/keyPairs", schemaPath: "#/properties/keyPairs/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  } else {
    const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var tenant = validate24;
var schema59 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false, "required": ["name", "status", "account", "users"], "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 200 }, "status": { "enum": ["onboarding", "migrating", "live", "suspended", "offboarded"] }, "account": { "$ref": "#/$defs/guid" }, "baseUri": { "type": "string", "pattern": "^https://[^/?#\\s]+$" }, "users": { "type": "object", "minProperties": 1, "propertyNames": { "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, "additionalProperties": { "$ref": "#/$defs/guid" } }, "labels": { "type": "object", "propertyNames": { "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, "additionalProperties": { "type": "string", "minLength": 1, "maxLength": 256 } }, "consent": { "enum": ["individual", "organization"] }, "legacy": { "type": "object", "additionalProperties": false, "required": ["integrationKey", "key"], "properties": { "integrationKey": { "$ref": "#/$defs/guid" }, "key": { "type": "string", "pattern": "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" } } }, "knownFailure": { "type": "object", "additionalProperties": false, "required": ["class", "reason", "until"], "properties": { "class": { "enum": ["consent_required", "scope_missing", "user_not_found", "user_mismatch", "account_mismatch", "base_uri_mismatch", "user_not_allowed", "account_not_allowed", "sending_blocked", "plan_ended", "user_inactive", "user_may_not_send", "webhook_missing", "webhook_disabled", "webhook_unsigned", "webhook_differs"] }, "reason": { "type": "string", "minLength": 1, "maxLength": 500 }, "until": { "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" } } } }, "$defs": { "guid": { "type": "string", "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" } } };
var pattern43 = new RegExp("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "u");
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
    if (data.name === void 0 || !func0.call(data, "name")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "status" }, message: "must have required property 'status'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.account === void 0 || !func0.call(data, "account")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "account" }, message: "must have required property 'account'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.users === void 0 || !func0.call(data, "users")) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "users" }, message: "must have required property 'users'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!func0.call(schema59.properties, key0)) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.name !== void 0 && func0.call(data, "name")) {
      let data0 = data.name;
      if (typeof data0 === "string") {
        if (func80(data0) > 200) {
          const err5 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        if (func80(data0) < 1) {
          const err6 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      let data1 = data.status;
      if (!(data1 === "onboarding" || data1 === "migrating" || data1 === "live" || data1 === "suspended" || data1 === "offboarded")) {
        const err8 = { instancePath: instancePath + "/status", schemaPath: "#/properties/status/enum", keyword: "enum", params: { allowedValues: schema59.properties.status.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.account !== void 0 && func0.call(data, "account")) {
      let data2 = data.account;
      if (typeof data2 === "string") {
        if (!pattern5.test(data2)) {
          const err9 = { instancePath: instancePath + "/account", schemaPath: "#/$defs/guid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, message: 'must match pattern "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"' };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = { instancePath: instancePath + "/account", schemaPath: "#/$defs/guid/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.baseUri !== void 0 && func0.call(data, "baseUri")) {
      let data3 = data.baseUri;
      if (typeof data3 === "string") {
        if (!pattern11.test(data3)) {
          const err11 = { instancePath: instancePath + "/baseUri", schemaPath: "#/properties/baseUri/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+$" }, message: 'must match pattern "^https://[^/?#\\s]+$"' };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/baseUri", schemaPath: "#/properties/baseUri/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.users !== void 0 && func0.call(data, "users")) {
      let data4 = data.users;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        if (Object.keys(data4).length < 1) {
          const err13 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties" };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        for (const key1 of Object.keys(data4)) {
          const _errs12 = errors;
          if (typeof key1 === "string") {
            if (!pattern4.test(key1)) {
              const err14 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"', propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          }
          var valid2 = _errs12 === errors;
          if (!valid2) {
            const err15 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        for (const key2 of Object.keys(data4)) {
          let data5 = data4[key2];
          if (typeof data5 === "string") {
            if (!pattern5.test(data5)) {
              const err16 = { instancePath: instancePath + "/users/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/guid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, message: 'must match pattern "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"' };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
          } else {
            const err17 = { instancePath: instancePath + "/users/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/guid/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/users", schemaPath: "#/properties/users/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.labels !== void 0 && func0.call(data, "labels")) {
      let data6 = data.labels;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key3 of Object.keys(data6)) {
          const _errs19 = errors;
          if (typeof key3 === "string") {
            if (!pattern4.test(key3)) {
              const err19 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"', propertyName: key3 };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          }
          var valid5 = _errs19 === errors;
          if (!valid5) {
            const err20 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames", keyword: "propertyNames", params: { propertyName: key3 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        for (const key4 of Object.keys(data6)) {
          let data7 = data6[key4];
          if (typeof data7 === "string") {
            if (func80(data7) > 256) {
              const err21 = { instancePath: instancePath + "/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            if (func80(data7) < 1) {
              const err22 = { instancePath: instancePath + "/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
          } else {
            const err23 = { instancePath: instancePath + "/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
      } else {
        const err24 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.consent !== void 0 && func0.call(data, "consent")) {
      let data8 = data.consent;
      if (!(data8 === "individual" || data8 === "organization")) {
        const err25 = { instancePath: instancePath + "/consent", schemaPath: "#/properties/consent/enum", keyword: "enum", params: { allowedValues: schema59.properties.consent.enum }, message: "must be equal to one of the allowed values" };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.legacy !== void 0 && func0.call(data, "legacy")) {
      let data9 = data.legacy;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        if (data9.integrationKey === void 0 || !func0.call(data9, "integrationKey")) {
          const err26 = { instancePath: instancePath + "/legacy", schemaPath: "#/properties/legacy/required", keyword: "required", params: { missingProperty: "integrationKey" }, message: "must have required property 'integrationKey'" };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (data9.key === void 0 || !func0.call(data9, "key")) {
          const err27 = { instancePath: instancePath + "/legacy", schemaPath: "#/properties/legacy/required", keyword: "required", params: { missingProperty: "key" }, message: "must have required property 'key'" };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
        for (const key5 of Object.keys(data9)) {
          if (!(key5 === "integrationKey" || key5 === "key")) {
            const err28 = { instancePath: instancePath + "/legacy", schemaPath: "#/properties/legacy/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data9.integrationKey !== void 0 && func0.call(data9, "integrationKey")) {
          let data10 = data9.integrationKey;
          if (typeof data10 === "string") {
            if (!pattern5.test(data10)) {
              const err29 = { instancePath: instancePath + "/legacy/integrationKey", schemaPath: "#/$defs/guid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }, message: 'must match pattern "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"' };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
          } else {
            const err30 = { instancePath: instancePath + "/legacy/integrationKey", schemaPath: "#/$defs/guid/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data9.key !== void 0 && func0.call(data9, "key")) {
          let data11 = data9.key;
          if (typeof data11 === "string") {
            if (!pattern27.test(data11)) {
              const err31 = { instancePath: instancePath + "/legacy/key", schemaPath: "#/properties/legacy/properties/key/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, message: 'must match pattern "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$"' };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
          } else {
            const err32 = { instancePath: instancePath + "/legacy/key", schemaPath: "#/properties/legacy/properties/key/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
      } else {
        const err33 = { instancePath: instancePath + "/legacy", schemaPath: "#/properties/legacy/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.knownFailure !== void 0 && func0.call(data, "knownFailure")) {
      let data12 = data.knownFailure;
      if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
        if (data12.class === void 0 || !func0.call(data12, "class")) {
          const err34 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/required", keyword: "required", params: { missingProperty: "class" }, message: "must have required property 'class'" };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
        if (data12.reason === void 0 || !func0.call(data12, "reason")) {
          const err35 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'" };
          if (vErrors === null) {
            vErrors = [err35];
          } else {
            vErrors.push(err35);
          }
          errors++;
        }
        if (data12.until === void 0 || !func0.call(data12, "until")) {
          const err36 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/required", keyword: "required", params: { missingProperty: "until" }, message: "must have required property 'until'" };
          if (vErrors === null) {
            vErrors = [err36];
          } else {
            vErrors.push(err36);
          }
          errors++;
        }
        for (const key6 of Object.keys(data12)) {
          if (!(key6 === "class" || key6 === "reason" || key6 === "until")) {
            const err37 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
        if (data12.class !== void 0 && func0.call(data12, "class")) {
          let data13 = data12.class;
          if (!(data13 === "consent_required" || data13 === "scope_missing" || data13 === "user_not_found" || data13 === "user_mismatch" || data13 === "account_mismatch" || data13 === "base_uri_mismatch" || data13 === "user_not_allowed" || data13 === "account_not_allowed" || data13 === "sending_blocked" || data13 === "plan_ended" || data13 === "user_inactive" || data13 === "user_may_not_send" || data13 === "webhook_missing" || data13 === "webhook_disabled" || data13 === "webhook_unsigned" || data13 === "webhook_differs")) {
            const err38 = { instancePath: instancePath + "/knownFailure/class", schemaPath: "#/properties/knownFailure/properties/class/enum", keyword: "enum", params: { allowedValues: schema59.properties.knownFailure.properties.class.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
        }
        if (data12.reason !== void 0 && func0.call(data12, "reason")) {
          let data14 = data12.reason;
          if (typeof data14 === "string") {
            if (func80(data14) > 500) {
              const err39 = { instancePath: instancePath + "/knownFailure/reason", schemaPath: "#/properties/knownFailure/properties/reason/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" };
              if (vErrors === null) {
                vErrors = [err39];
              } else {
                vErrors.push(err39);
              }
              errors++;
            }
            if (func80(data14) < 1) {
              const err40 = { instancePath: instancePath + "/knownFailure/reason", schemaPath: "#/properties/knownFailure/properties/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          } else {
            const err41 = { instancePath: instancePath + "/knownFailure/reason", schemaPath: "#/properties/knownFailure/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
        }
        if (data12.until !== void 0 && func0.call(data12, "until")) {
          let data15 = data12.until;
          if (typeof data15 === "string") {
            if (!pattern43.test(data15)) {
              const err42 = { instancePath: instancePath + "/knownFailure/until", schemaPath: "#/properties/knownFailure/properties/until/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" }, message: 'must match pattern "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"' };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
          } else {
            const err43 = { instancePath: instancePath + "/knownFailure/until", schemaPath: "#/properties/knownFailure/properties/until/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
        }
      } else {
        const err44 = { instancePath: instancePath + "/knownFailure", schemaPath: "#/properties/knownFailure/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
  } else {
    const err45 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err45];
    } else {
      vErrors.push(err45);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
validate24.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var settings = validate25;
var schema63 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false, "properties": { "rules": { "type": "object", "propertyNames": { "pattern": "^[a-z0-9-]+/[a-z0-9-]+$" }, "additionalProperties": { "enum": ["error", "warning", "info", "off"] } }, "redirectHosts": { "type": "array", "items": { "type": "string", "pattern": "^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, "minItems": 1, "uniqueItems": true }, "limits": { "type": "object", "additionalProperties": false, "properties": { "tenantsRemoved": { "$ref": "#/$defs/limit" }, "tenantsMoved": { "$ref": "#/$defs/limit" }, "knownFailures": { "$ref": "#/$defs/limit" }, "knownFailureDays": { "type": "integer", "minimum": 1, "maximum": 3650 }, "redirectUrisRemoved": { "$ref": "#/$defs/limit" } } } }, "$defs": { "limit": { "type": "object", "additionalProperties": false, "required": ["percent", "from"], "properties": { "percent": { "type": "integer", "minimum": 0, "maximum": 100 }, "from": { "type": "integer", "minimum": 1 } } } } };
var pattern44 = new RegExp("^[a-z0-9-]+/[a-z0-9-]+$", "u");
var pattern45 = new RegExp("^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
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
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "rules" || key0 === "redirectHosts" || key0 === "limits")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.rules !== void 0 && func0.call(data, "rules")) {
      let data0 = data.rules;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        for (const key1 of Object.keys(data0)) {
          const _errs4 = errors;
          if (typeof key1 === "string") {
            if (!pattern44.test(key1)) {
              const err1 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9-]+/[a-z0-9-]+$" }, message: 'must match pattern "^[a-z0-9-]+/[a-z0-9-]+$"', propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
          }
          var valid1 = _errs4 === errors;
          if (!valid1) {
            const err2 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid" };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
        for (const key2 of Object.keys(data0)) {
          let data1 = data0[key2];
          if (!(data1 === "error" || data1 === "warning" || data1 === "info" || data1 === "off")) {
            const err3 = { instancePath: instancePath + "/rules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rules/additionalProperties/enum", keyword: "enum", params: { allowedValues: schema63.properties.rules.additionalProperties.enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.redirectHosts !== void 0 && func0.call(data, "redirectHosts")) {
      let data2 = data.redirectHosts;
      if (Array.isArray(data2)) {
        if (data2.length < 1) {
          const err5 = { instancePath: instancePath + "/redirectHosts", schemaPath: "#/properties/redirectHosts/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 === "string") {
            if (!pattern45.test(data3)) {
              const err6 = { instancePath: instancePath + "/redirectHosts/" + i0, schemaPath: "#/properties/redirectHosts/items/pattern", keyword: "pattern", params: { pattern: "^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"' };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          } else {
            const err7 = { instancePath: instancePath + "/redirectHosts/" + i0, schemaPath: "#/properties/redirectHosts/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        let i1 = data2.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--; ) {
            let item0 = data2[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              const err8 = { instancePath: instancePath + "/redirectHosts", schemaPath: "#/properties/redirectHosts/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)" };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/redirectHosts", schemaPath: "#/properties/redirectHosts/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.limits !== void 0 && func0.call(data, "limits")) {
      let data4 = data.limits;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key3 of Object.keys(data4)) {
          if (!(key3 === "tenantsRemoved" || key3 === "tenantsMoved" || key3 === "knownFailures" || key3 === "knownFailureDays" || key3 === "redirectUrisRemoved")) {
            const err10 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties" };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        if (data4.tenantsRemoved !== void 0 && func0.call(data4, "tenantsRemoved")) {
          let data5 = data4.tenantsRemoved;
          if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
            if (data5.percent === void 0 || !func0.call(data5, "percent")) {
              const err11 = { instancePath: instancePath + "/limits/tenantsRemoved", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "percent" }, message: "must have required property 'percent'" };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
            if (data5.from === void 0 || !func0.call(data5, "from")) {
              const err12 = { instancePath: instancePath + "/limits/tenantsRemoved", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'" };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            for (const key4 of Object.keys(data5)) {
              if (!(key4 === "percent" || key4 === "from")) {
                const err13 = { instancePath: instancePath + "/limits/tenantsRemoved", schemaPath: "#/$defs/limit/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data5.percent !== void 0 && func0.call(data5, "percent")) {
              let data6 = data5.percent;
              if (!(typeof data6 == "number" && (!(data6 % 1) && !isNaN(data6)) && isFinite(data6))) {
                const err14 = { instancePath: instancePath + "/limits/tenantsRemoved/percent", schemaPath: "#/$defs/limit/properties/percent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
              if (typeof data6 == "number" && isFinite(data6)) {
                if (data6 > 100 || isNaN(data6)) {
                  const err15 = { instancePath: instancePath + "/limits/tenantsRemoved/percent", schemaPath: "#/$defs/limit/properties/percent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                }
                if (data6 < 0 || isNaN(data6)) {
                  const err16 = { instancePath: instancePath + "/limits/tenantsRemoved/percent", schemaPath: "#/$defs/limit/properties/percent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err16];
                  } else {
                    vErrors.push(err16);
                  }
                  errors++;
                }
              }
            }
            if (data5.from !== void 0 && func0.call(data5, "from")) {
              let data7 = data5.from;
              if (!(typeof data7 == "number" && (!(data7 % 1) && !isNaN(data7)) && isFinite(data7))) {
                const err17 = { instancePath: instancePath + "/limits/tenantsRemoved/from", schemaPath: "#/$defs/limit/properties/from/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err17];
                } else {
                  vErrors.push(err17);
                }
                errors++;
              }
              if (typeof data7 == "number" && isFinite(data7)) {
                if (data7 < 1 || isNaN(data7)) {
                  const err18 = { instancePath: instancePath + "/limits/tenantsRemoved/from", schemaPath: "#/$defs/limit/properties/from/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err18];
                  } else {
                    vErrors.push(err18);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err19 = { instancePath: instancePath + "/limits/tenantsRemoved", schemaPath: "#/$defs/limit/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
        if (data4.tenantsMoved !== void 0 && func0.call(data4, "tenantsMoved")) {
          let data8 = data4.tenantsMoved;
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.percent === void 0 || !func0.call(data8, "percent")) {
              const err20 = { instancePath: instancePath + "/limits/tenantsMoved", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "percent" }, message: "must have required property 'percent'" };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
            if (data8.from === void 0 || !func0.call(data8, "from")) {
              const err21 = { instancePath: instancePath + "/limits/tenantsMoved", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'" };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            for (const key5 of Object.keys(data8)) {
              if (!(key5 === "percent" || key5 === "from")) {
                const err22 = { instancePath: instancePath + "/limits/tenantsMoved", schemaPath: "#/$defs/limit/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data8.percent !== void 0 && func0.call(data8, "percent")) {
              let data9 = data8.percent;
              if (!(typeof data9 == "number" && (!(data9 % 1) && !isNaN(data9)) && isFinite(data9))) {
                const err23 = { instancePath: instancePath + "/limits/tenantsMoved/percent", schemaPath: "#/$defs/limit/properties/percent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
              if (typeof data9 == "number" && isFinite(data9)) {
                if (data9 > 100 || isNaN(data9)) {
                  const err24 = { instancePath: instancePath + "/limits/tenantsMoved/percent", schemaPath: "#/$defs/limit/properties/percent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                  if (vErrors === null) {
                    vErrors = [err24];
                  } else {
                    vErrors.push(err24);
                  }
                  errors++;
                }
                if (data9 < 0 || isNaN(data9)) {
                  const err25 = { instancePath: instancePath + "/limits/tenantsMoved/percent", schemaPath: "#/$defs/limit/properties/percent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err25];
                  } else {
                    vErrors.push(err25);
                  }
                  errors++;
                }
              }
            }
            if (data8.from !== void 0 && func0.call(data8, "from")) {
              let data10 = data8.from;
              if (!(typeof data10 == "number" && (!(data10 % 1) && !isNaN(data10)) && isFinite(data10))) {
                const err26 = { instancePath: instancePath + "/limits/tenantsMoved/from", schemaPath: "#/$defs/limit/properties/from/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
              if (typeof data10 == "number" && isFinite(data10)) {
                if (data10 < 1 || isNaN(data10)) {
                  const err27 = { instancePath: instancePath + "/limits/tenantsMoved/from", schemaPath: "#/$defs/limit/properties/from/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err28 = { instancePath: instancePath + "/limits/tenantsMoved", schemaPath: "#/$defs/limit/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data4.knownFailures !== void 0 && func0.call(data4, "knownFailures")) {
          let data11 = data4.knownFailures;
          if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
            if (data11.percent === void 0 || !func0.call(data11, "percent")) {
              const err29 = { instancePath: instancePath + "/limits/knownFailures", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "percent" }, message: "must have required property 'percent'" };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
            if (data11.from === void 0 || !func0.call(data11, "from")) {
              const err30 = { instancePath: instancePath + "/limits/knownFailures", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'" };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            for (const key6 of Object.keys(data11)) {
              if (!(key6 === "percent" || key6 === "from")) {
                const err31 = { instancePath: instancePath + "/limits/knownFailures", schemaPath: "#/$defs/limit/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err31];
                } else {
                  vErrors.push(err31);
                }
                errors++;
              }
            }
            if (data11.percent !== void 0 && func0.call(data11, "percent")) {
              let data12 = data11.percent;
              if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
                const err32 = { instancePath: instancePath + "/limits/knownFailures/percent", schemaPath: "#/$defs/limit/properties/percent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
              if (typeof data12 == "number" && isFinite(data12)) {
                if (data12 > 100 || isNaN(data12)) {
                  const err33 = { instancePath: instancePath + "/limits/knownFailures/percent", schemaPath: "#/$defs/limit/properties/percent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                  if (vErrors === null) {
                    vErrors = [err33];
                  } else {
                    vErrors.push(err33);
                  }
                  errors++;
                }
                if (data12 < 0 || isNaN(data12)) {
                  const err34 = { instancePath: instancePath + "/limits/knownFailures/percent", schemaPath: "#/$defs/limit/properties/percent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err34];
                  } else {
                    vErrors.push(err34);
                  }
                  errors++;
                }
              }
            }
            if (data11.from !== void 0 && func0.call(data11, "from")) {
              let data13 = data11.from;
              if (!(typeof data13 == "number" && (!(data13 % 1) && !isNaN(data13)) && isFinite(data13))) {
                const err35 = { instancePath: instancePath + "/limits/knownFailures/from", schemaPath: "#/$defs/limit/properties/from/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err35];
                } else {
                  vErrors.push(err35);
                }
                errors++;
              }
              if (typeof data13 == "number" && isFinite(data13)) {
                if (data13 < 1 || isNaN(data13)) {
                  const err36 = { instancePath: instancePath + "/limits/knownFailures/from", schemaPath: "#/$defs/limit/properties/from/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err36];
                  } else {
                    vErrors.push(err36);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err37 = { instancePath: instancePath + "/limits/knownFailures", schemaPath: "#/$defs/limit/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
        if (data4.knownFailureDays !== void 0 && func0.call(data4, "knownFailureDays")) {
          let data14 = data4.knownFailureDays;
          if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
            const err38 = { instancePath: instancePath + "/limits/knownFailureDays", schemaPath: "#/properties/limits/properties/knownFailureDays/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
          if (typeof data14 == "number" && isFinite(data14)) {
            if (data14 > 3650 || isNaN(data14)) {
              const err39 = { instancePath: instancePath + "/limits/knownFailureDays", schemaPath: "#/properties/limits/properties/knownFailureDays/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3650 }, message: "must be <= 3650" };
              if (vErrors === null) {
                vErrors = [err39];
              } else {
                vErrors.push(err39);
              }
              errors++;
            }
            if (data14 < 1 || isNaN(data14)) {
              const err40 = { instancePath: instancePath + "/limits/knownFailureDays", schemaPath: "#/properties/limits/properties/knownFailureDays/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          }
        }
        if (data4.redirectUrisRemoved !== void 0 && func0.call(data4, "redirectUrisRemoved")) {
          let data15 = data4.redirectUrisRemoved;
          if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
            if (data15.percent === void 0 || !func0.call(data15, "percent")) {
              const err41 = { instancePath: instancePath + "/limits/redirectUrisRemoved", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "percent" }, message: "must have required property 'percent'" };
              if (vErrors === null) {
                vErrors = [err41];
              } else {
                vErrors.push(err41);
              }
              errors++;
            }
            if (data15.from === void 0 || !func0.call(data15, "from")) {
              const err42 = { instancePath: instancePath + "/limits/redirectUrisRemoved", schemaPath: "#/$defs/limit/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'" };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
            for (const key7 of Object.keys(data15)) {
              if (!(key7 === "percent" || key7 === "from")) {
                const err43 = { instancePath: instancePath + "/limits/redirectUrisRemoved", schemaPath: "#/$defs/limit/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  vErrors.push(err43);
                }
                errors++;
              }
            }
            if (data15.percent !== void 0 && func0.call(data15, "percent")) {
              let data16 = data15.percent;
              if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
                const err44 = { instancePath: instancePath + "/limits/redirectUrisRemoved/percent", schemaPath: "#/$defs/limit/properties/percent/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  vErrors.push(err44);
                }
                errors++;
              }
              if (typeof data16 == "number" && isFinite(data16)) {
                if (data16 > 100 || isNaN(data16)) {
                  const err45 = { instancePath: instancePath + "/limits/redirectUrisRemoved/percent", schemaPath: "#/$defs/limit/properties/percent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" };
                  if (vErrors === null) {
                    vErrors = [err45];
                  } else {
                    vErrors.push(err45);
                  }
                  errors++;
                }
                if (data16 < 0 || isNaN(data16)) {
                  const err46 = { instancePath: instancePath + "/limits/redirectUrisRemoved/percent", schemaPath: "#/$defs/limit/properties/percent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                  if (vErrors === null) {
                    vErrors = [err46];
                  } else {
                    vErrors.push(err46);
                  }
                  errors++;
                }
              }
            }
            if (data15.from !== void 0 && func0.call(data15, "from")) {
              let data17 = data15.from;
              if (!(typeof data17 == "number" && (!(data17 % 1) && !isNaN(data17)) && isFinite(data17))) {
                const err47 = { instancePath: instancePath + "/limits/redirectUrisRemoved/from", schemaPath: "#/$defs/limit/properties/from/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                if (vErrors === null) {
                  vErrors = [err47];
                } else {
                  vErrors.push(err47);
                }
                errors++;
              }
              if (typeof data17 == "number" && isFinite(data17)) {
                if (data17 < 1 || isNaN(data17)) {
                  const err48 = { instancePath: instancePath + "/limits/redirectUrisRemoved/from", schemaPath: "#/$defs/limit/properties/from/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                  if (vErrors === null) {
                    vErrors = [err48];
                  } else {
                    vErrors.push(err48);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err49 = { instancePath: instancePath + "/limits/redirectUrisRemoved", schemaPath: "#/$defs/limit/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
      } else {
        const err50 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      }
    }
  } else {
    const err51 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err51];
    } else {
      vErrors.push(err51);
    }
    errors++;
  }
  validate25.errors = vErrors;
  return errors === 0;
}
validate25.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var publishedSettings = validate26;
var pattern46 = new RegExp("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "u");
var pattern47 = new RegExp("^[a-z0-9.-]+(:[0-9]+)?$", "u");
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate26.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.version === void 0 || !func0.call(data, "version")) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "version" }, message: "must have required property 'version'" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.integrationKey === void 0 || !func0.call(data, "integrationKey")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "integrationKey" }, message: "must have required property 'integrationKey'" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.oauthHost === void 0 || !func0.call(data, "oauthHost")) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "oauthHost" }, message: "must have required property 'oauthHost'" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.scopes === void 0 || !func0.call(data, "scopes")) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "scopes" }, message: "must have required property 'scopes'" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.keyPair === void 0 || !func0.call(data, "keyPair")) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "keyPair" }, message: "must have required property 'keyPair'" };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.version !== void 0 && func0.call(data, "version")) {
      if (1 !== data.version) {
        const err5 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.integrationKey !== void 0 && func0.call(data, "integrationKey")) {
      let data1 = data.integrationKey;
      if (typeof data1 === "string") {
        if (!pattern46.test(data1)) {
          const err6 = { instancePath: instancePath + "/integrationKey", schemaPath: "#/properties/integrationKey/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/integrationKey", schemaPath: "#/properties/integrationKey/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.oauthHost !== void 0 && func0.call(data, "oauthHost")) {
      let data2 = data.oauthHost;
      if (typeof data2 === "string") {
        if (!pattern47.test(data2)) {
          const err8 = { instancePath: instancePath + "/oauthHost", schemaPath: "#/properties/oauthHost/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9.-]+(:[0-9]+)?$" }, message: 'must match pattern "^[a-z0-9.-]+(:[0-9]+)?$"' };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/oauthHost", schemaPath: "#/properties/oauthHost/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.scopes !== void 0 && func0.call(data, "scopes")) {
      let data3 = data.scopes;
      if (Array.isArray(data3)) {
        if (data3.length < 1) {
          const err10 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data4 = data3[i0];
          if (typeof data4 === "string") {
            if (!pattern9.test(data4)) {
              const err11 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9_.]*$" }, message: 'must match pattern "^[a-z][a-z0-9_.]*$"' };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          } else {
            const err12 = { instancePath: instancePath + "/scopes/" + i0, schemaPath: "#/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/scopes", schemaPath: "#/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.keyPair !== void 0 && func0.call(data, "keyPair")) {
      let data5 = data.keyPair;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        if (data5.id === void 0 || !func0.call(data5, "id")) {
          const err14 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
        if (data5.key === void 0 || !func0.call(data5, "key")) {
          const err15 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/required", keyword: "required", params: { missingProperty: "key" }, message: "must have required property 'key'" };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        if (data5.thumbprint === void 0 || !func0.call(data5, "thumbprint")) {
          const err16 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/required", keyword: "required", params: { missingProperty: "thumbprint" }, message: "must have required property 'thumbprint'" };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
        if (data5.id !== void 0 && func0.call(data5, "id")) {
          let data6 = data5.id;
          if (typeof data6 === "string") {
            if (!pattern4.test(data6)) {
              const err17 = { instancePath: instancePath + "/keyPair/id", schemaPath: "#/properties/keyPair/properties/id/pattern", keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" }, message: 'must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"' };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = { instancePath: instancePath + "/keyPair/id", schemaPath: "#/properties/keyPair/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data5.key !== void 0 && func0.call(data5, "key")) {
          let data7 = data5.key;
          if (typeof data7 === "string") {
            if (!pattern27.test(data7)) {
              const err19 = { instancePath: instancePath + "/keyPair/key", schemaPath: "#/properties/keyPair/properties/key/pattern", keyword: "pattern", params: { pattern: "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$" }, message: 'must match pattern "^https://[^/?#\\s]+/(keys|secrets)/[0-9A-Za-z-]{1,127}/[0-9a-f]{32}$"' };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/keyPair/key", schemaPath: "#/properties/keyPair/properties/key/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data5.thumbprint !== void 0 && func0.call(data5, "thumbprint")) {
          let data8 = data5.thumbprint;
          if (typeof data8 === "string") {
            if (!pattern28.test(data8)) {
              const err21 = { instancePath: instancePath + "/keyPair/thumbprint", schemaPath: "#/properties/keyPair/properties/thumbprint/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" }, message: 'must match pattern "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$"' };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/keyPair/thumbprint", schemaPath: "#/properties/keyPair/properties/thumbprint/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.consent !== void 0 && func0.call(data, "consent")) {
      let data9 = data.consent;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        if (data9.redirectUri === void 0 || !func0.call(data9, "redirectUri")) {
          const err24 = { instancePath: instancePath + "/consent", schemaPath: "#/properties/consent/required", keyword: "required", params: { missingProperty: "redirectUri" }, message: "must have required property 'redirectUri'" };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
        if (data9.scopes === void 0 || !func0.call(data9, "scopes")) {
          const err25 = { instancePath: instancePath + "/consent", schemaPath: "#/properties/consent/required", keyword: "required", params: { missingProperty: "scopes" }, message: "must have required property 'scopes'" };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
        if (data9.redirectUri !== void 0 && func0.call(data9, "redirectUri")) {
          let data10 = data9.redirectUri;
          if (typeof data10 === "string") {
            if (func80(data10) < 1) {
              const err26 = { instancePath: instancePath + "/consent/redirectUri", schemaPath: "#/properties/consent/properties/redirectUri/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
          } else {
            const err27 = { instancePath: instancePath + "/consent/redirectUri", schemaPath: "#/properties/consent/properties/redirectUri/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
        if (data9.scopes !== void 0 && func0.call(data9, "scopes")) {
          let data11 = data9.scopes;
          if (Array.isArray(data11)) {
            if (data11.length < 1) {
              const err28 = { instancePath: instancePath + "/consent/scopes", schemaPath: "#/properties/consent/properties/scopes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
            const len1 = data11.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data12 = data11[i1];
              if (typeof data12 === "string") {
                if (!pattern9.test(data12)) {
                  const err29 = { instancePath: instancePath + "/consent/scopes/" + i1, schemaPath: "#/properties/consent/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9_.]*$" }, message: 'must match pattern "^[a-z][a-z0-9_.]*$"' };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    vErrors.push(err29);
                  }
                  errors++;
                }
              } else {
                const err30 = { instancePath: instancePath + "/consent/scopes/" + i1, schemaPath: "#/properties/consent/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
          } else {
            const err31 = { instancePath: instancePath + "/consent/scopes", schemaPath: "#/properties/consent/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array" };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
        }
      } else {
        const err32 = { instancePath: instancePath + "/consent", schemaPath: "#/properties/consent/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    }
  } else {
    const err33 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err33];
    } else {
      vErrors.push(err33);
    }
    errors++;
  }
  validate26.errors = vErrors;
  return errors === 0;
}
validate26.evaluated = { "props": { "version": true, "integrationKey": true, "oauthHost": true, "scopes": true, "keyPair": true, "consent": true }, "dynamicProps": false, "dynamicItems": false };
export {
  integration,
  keyPairs,
  publishedSettings,
  settings,
  tenant
};
