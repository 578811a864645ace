//! Memory that is refused: the log says which limit refused, and the address map is written where the user wants it.
#![allow(clippy::unwrap_used, reason = "a test")]

use mirrorcl::object::context::Context;
use mirrorcl::object::platform::Platform;
use mirrorcl::object::svm;
use std::process::Command;

const CHILD: &str = "MIRRORCL_TEST_MEMORY_MAP";

/// Fills a range of 256 MiB until it refuses.
fn fill() {
    let devices = Platform::get().unwrap().devices().to_vec();
    let context = Context::new(devices, Vec::new(), None).unwrap();
    let mut count = 0;
    while svm::allocate(&context, 20 << 20, 128, true).is_ok() {
        count += 1;
    }
    assert!((8..=12).contains(&count), "{count} allocations");
    svm::allocate(&context, 100, 128, true).unwrap();
}

#[test]
fn refused_memory_is_told_with_the_address_map() {
    if std::env::var_os(CHILD).is_some() {
        return fill();
    }
    let folder = std::env::temp_dir().join(format!("mirrorcl-map-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (map, log) = (folder.join("map.json"), folder.join("log"));
    let status = Command::new(std::env::current_exe().unwrap())
        .env(CHILD, "1")
        .env("MIRRORCL_DEVICES", "va=0x100000000-0x10fffffff")
        .env("MIRRORCL_MEMORY_MAP", &map)
        .env("MIRRORCL_LOG", "debug")
        .env("MIRRORCL_LOG_FILE", &log)
        .status();
    let (map, log) = (
        std::fs::read_to_string(map).unwrap(),
        std::fs::read_to_string(log).unwrap(),
    );
    std::fs::remove_dir_all(folder).unwrap();
    assert!(status.unwrap().success());
    let refusal = "no svm-fine memory of 20971520 bytes: no room for 20971520 bytes aligned to 2097152 in the device's \
                   range [0x100000000, 0x110000000)";
    assert!(log.contains(refusal), "{log}");
    assert!(log.contains("the address map is in"), "{log}");
    for part in ["  area ", "  gap ", "window"] {
        assert!(log.contains(part), "{part} in {log}");
    }
    assert!(
        map.starts_with("{\"limits\":{\"low\":4294967296,\"high\":4563402752,"),
        "{map}"
    );
    for key in [
        "windows",
        "areas",
        "gaps",
        "foreign",
        "fragmentation",
        "longest_gap",
    ] {
        assert!(map.contains(&format!("\"{key}\":")), "{key} in {map}");
    }
    assert!(
        map.contains("\"kind\":\"svm-fine\"") && map.ends_with('}'),
        "{map}"
    );
}
