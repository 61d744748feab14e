//! Parameters that clients send and tower-lsp would not take.

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::InitializeParams;
use tower_lsp::lsp_types::notification::{DidChangeConfiguration, Initialized, Notification};

/// A message with parameters that its handler takes, where that can be had. (A request is answered by tower-lsp with what is wrong.)
pub(super) fn mend(request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    let params = match (method.as_ref(), params) {
        ("shutdown", _) => None,
        ("initialize", Some(params)) => Some(only_known(params)),
        (Initialized::METHOD, _) => Some(json!({})),
        (DidChangeConfiguration::METHOD, None) => Some(json!({ "settings": null })),
        (DidChangeConfiguration::METHOD, Some(mut params)) => {
            if let Some(members) = params.as_object_mut() {
                members.entry("settings").or_insert(Value::Null);
            }
            Some(params)
        }
        (_, params) => params,
    };
    let request = Request::build(method);
    let request = match id {
        Some(id) => request.id(id),
        None => request,
    };
    match params {
        Some(params) => request.params(params).finish(),
        None => request.finish(),
    }
}

/// The parameters of `initialize` without what the types refuse. They are of 2022: a client that names a value that is
/// newer (`"trace": "compact"`, a kind of resource operation) would not be served at all for it.
fn only_known(params: Value) -> Value {
    if fits(&params) {
        return params;
    }
    let Value::Object(members) = params else { return params };
    let mut known = Map::new();
    for (name, member) in members {
        let member = match member {
            Value::Object(groups) if name == "capabilities" => Value::Object(only_known_capabilities(groups)),
            member => member,
        };
        let alone = match name.as_str() {
            "capabilities" => json!({ "capabilities": member }),
            name => json!({ "capabilities": {}, name: member }),
        };
        if fits(&alone) {
            known.insert(name, member);
        } else {
            tell(&name, &member);
        }
    }
    Value::Object(known)
}

/// The capabilities, by group and name, without those that the types refuse.
fn only_known_capabilities(groups: Map<String, Value>) -> Map<String, Value> {
    let mut known = Map::new();
    for (group, capabilities) in groups {
        let capabilities = match capabilities {
            Value::Object(capabilities) => {
                let mut of_group = Map::new();
                for (name, capability) in capabilities {
                    let alone = json!({ "capabilities": { group.as_str(): { name.as_str(): capability } } });
                    if fits(&alone) {
                        of_group.insert(name, capability);
                    } else {
                        tell(&name, &capability);
                    }
                }
                Value::Object(of_group)
            }
            other => other,
        };
        let alone = json!({ "capabilities": { group.as_str(): capabilities } });
        if fits(&alone) {
            known.insert(group, capabilities);
        } else {
            tell(&group, &capabilities);
        }
    }
    known
}

fn tell(name: &str, value: &Value) {
    tracing::warn!("{name} of initialize is left aside: {value}");
}

fn fits(params: &Value) -> bool {
    // Of a copy: to read it where it is would be all of the types' readers once more in the program.
    serde_json::from_value::<InitializeParams>(params.clone()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(method: &'static str, params: Value) -> Option<Value> {
        let request = mend(Request::build(method).params(params).finish());
        request.params().cloned()
    }

    #[test]
    fn what_handlers_want_is_put_in_place() {
        assert_eq!(params("shutdown", json!({})), None);
        assert_eq!(params("initialized", json!([])), Some(json!({})));
        let settings = json!({ "settings": null });
        assert_eq!(params("workspace/didChangeConfiguration", json!({})), Some(settings));
    }

    #[test]
    fn a_client_that_is_newer_than_the_types_is_served() {
        let newer = json!({
            "processId": 7,
            "rootUri": "",
            "trace": "compact",
            "capabilities": {
                "workspace": {
                    "applyEdit": true,
                    "workspaceEdit": { "resourceOperations": ["create", "copy"] },
                    "diagnostics": { "refreshSupport": true },
                },
                "textDocument": { "hover": { "contentFormat": ["html"] }, "rename": {} },
                "general": 7,
            },
        });
        let expected = json!({
            "processId": 7,
            "capabilities": {
                "workspace": { "applyEdit": true, "diagnostics": { "refreshSupport": true } },
                "textDocument": { "rename": {} },
            },
        });
        assert_eq!(params("initialize", newer), Some(expected));
        assert_eq!(params("initialize", json!(7)), Some(json!(7)));
    }
}
