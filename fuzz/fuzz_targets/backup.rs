#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _refused = jamfor_fuzz::backup(data);
});
