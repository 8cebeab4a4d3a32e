use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["unitPrice", "orderId"],
    "properties": { "unitPrice": { "type": "number" }, "orderId": { "type": "string" } }
}"#)]
#[serde(rename_all = "kebab-case")]
struct Order {
    unit_price: f64,
    order_id: String,
}

fn main() {}
