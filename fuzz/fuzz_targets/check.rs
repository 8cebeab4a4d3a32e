//! Requests: any bytes are answered, by every way alike, and what is written is accepted again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vouchsafe::{Options, Validate};
use vouchsafe_schemas::dis::create_transfer_task::CreateTransferTask;
use vouchsafe_schemas::kafka::create_sink_task::CreateSinkTask;
use vouchsafe_schemas::kafka::create_smart_connect_task::CreateSmartConnectTask;
use vouchsafe_schemas::operations::OPERATIONS;

fn typed<'de, T: Validate + serde::Deserialize<'de> + serde::Serialize>(bytes: &'de [u8]) {
    let checked = T::check_json(bytes);
    assert_eq!(T::is_valid_json(bytes), checked.is_ok());
    match (T::from_json(bytes), checked) {
        (Ok(value), Ok(_)) => {
            let written = value.to_json().unwrap();
            assert!(T::is_valid_json(&written));
        }
        (Err(read), Err(checked)) => assert_eq!(read, checked),
        (read, checked) => panic!("{:?} but {:?}", read.err(), checked.err()),
    }
}

fuzz_target!(|bytes: &[u8]| {
    typed::<CreateSinkTask>(bytes);
    typed::<CreateTransferTask>(bytes);
    typed::<CreateSmartConnectTask>(bytes);
    for operation in OPERATIONS {
        for part in operation.parts {
            let options = Options::default().part(part.part);
            let result = part.program.check_with(bytes, &options);
            assert_eq!(part.program.is_valid_with(bytes, &options), result.is_ok());
            let report = result.map_or_else(|report| report, |warnings| warnings.into_report());
            let _ = (report.to_string(), report.masked(bytes));
            for violation in &report {
                assert!(violation.span.is_some_and(|span| span.end <= bytes.len()));
            }
        }
    }
});
