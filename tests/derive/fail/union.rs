use vouchsafe::Validate;

#[derive(Validate)]
#[vouchsafe(schema = r#"{ "type": "integer" }"#)]
union Either {
    small: u8,
    large: u64,
}

fn main() {}
