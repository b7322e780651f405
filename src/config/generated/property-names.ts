// Generated from schemas/ by `npm run generate`: do not edit.
export interface PropertyNames {
  readonly [name: string]: PropertyNames
}
export const propertyNames: PropertyNames = {
  "integration": {
    "product": {},
    "integrationKey": {},
    "platform": {},
    "managedIn": {},
    "managementAccount": {
      "id": {},
      "name": {},
      "contact": {},
      "canaryUser": {}
    },
    "scopes": {
      "login": {
        "*": {}
      },
      "consent": {
        "*": {}
      }
    },
    "redirectUris": {
      "consent": {},
      "others": {
        "*": {}
      }
    },
    "vaults": {
      "signing": {},
      "settings": {}
    },
    "rotation": {
      "maxAge": {},
      "renewBefore": {},
      "overlap": {},
      "standby": {},
      "evidence": {
        "maxAge": {},
        "sample": {}
      }
    },
    "webhooks": {
      "url": {},
      "events": {
        "*": {}
      },
      "hmac": {},
      "hmacKeys": {
        "*": {
          "state": {},
          "secret": {},
          "since": {
            "active": {},
            "retiring": {}
          }
        }
      }
    },
    "clientSecrets": {
      "*": {
        "state": {},
        "secret": {},
        "since": {
          "active": {},
          "retiring": {}
        }
      }
    }
  },
  "key-pairs": {
    "keyPairs": {
      "*": {
        "state": {},
        "origin": {},
        "custody": {},
        "key": {},
        "thumbprint": {},
        "docusignKeyPairId": {},
        "reason": {},
        "since": {
          "pending": {},
          "staged": {},
          "active": {},
          "retiring": {},
          "retired": {},
          "compromised": {}
        }
      }
    }
  },
  "tenant": {
    "name": {},
    "status": {},
    "account": {},
    "baseUri": {},
    "users": {
      "*": {}
    },
    "labels": {
      "*": {}
    },
    "consent": {},
    "legacy": {
      "integrationKey": {},
      "key": {}
    },
    "knownFailure": {
      "class": {},
      "reason": {},
      "until": {}
    }
  },
  "settings": {
    "rules": {
      "*": {}
    },
    "redirectHosts": {
      "*": {}
    },
    "limits": {
      "tenantsRemoved": {
        "percent": {},
        "from": {}
      },
      "tenantsMoved": {
        "percent": {},
        "from": {}
      },
      "knownFailures": {
        "percent": {},
        "from": {}
      },
      "knownFailureDays": {},
      "redirectUrisRemoved": {
        "percent": {},
        "from": {}
      }
    }
  },
  "published-settings": {
    "version": {},
    "integrationKey": {},
    "oauthHost": {},
    "scopes": {
      "*": {}
    },
    "keyPair": {
      "id": {},
      "key": {},
      "thumbprint": {}
    },
    "consent": {
      "redirectUri": {},
      "scopes": {
        "*": {}
      }
    }
  }
}
