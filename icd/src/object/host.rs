//! What the machine is: facts that device queries report. Files are read at the first query that needs them.

use mirrorcl_device::exec::usable_processors;
use std::fs::read_to_string;
use std::sync::OnceLock;

/// Processor name.
#[must_use]
pub fn processor_name() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| cpuinfo("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned()))
}

/// Highest clock frequency in MHz; 0 if the system does not tell.
#[must_use]
pub fn clock_frequency() -> u32 {
    let kilohertz = read_to_string("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq")
        .ok()
        .and_then(|text| text.trim().parse::<u32>().ok());
    match kilohertz {
        Some(kilohertz) => kilohertz / 1000,
        None => cpuinfo("cpu MHz")
            .and_then(|text| text.split('.').next()?.parse().ok())
            .unwrap_or(0),
    }
}

/// Value of the first line of `/proc/cpuinfo` with this key.
fn cpuinfo(key: &str) -> Option<String> {
    let text = read_to_string("/proc/cpuinfo").ok()?;
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.trim() == key)
        .map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Bytes of the largest cache, and bytes of a cache line.
#[must_use]
pub fn cache() -> (u64, u32) {
    static CACHE: OnceLock<(u64, u32)> = OnceLock::new();
    *CACHE.get_or_init(|| {
        let sizes = (0..8).filter_map(|index| {
            let file = format!("/sys/devices/system/cpu/cpu0/cache/index{index}/size");
            crate::config::parse_bytes(read_to_string(file).ok()?.trim()).ok()
        });
        let line = read_to_string("/sys/devices/system/cpu/cpu0/cache/index0/coherency_line_size")
            .ok()
            .and_then(|text| text.trim().parse().ok());
        (sizes.max().unwrap_or(1 << 20), line.unwrap_or(64))
    })
}

/// Processors that this process may use (affinity and cgroup quotas are counted in).
#[must_use]
pub fn processors() -> u32 {
    usable_processors()
}

/// Bytes of a vector register that compiled kernels use.
#[must_use]
pub fn vector_bytes() -> u32 {
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512bw") {
            return 64;
        }
        if std::arch::is_x86_feature_detected!("avx2") {
            return 32;
        }
    }
    16
}

/// Whether a fused multiply-add is one instruction.
#[must_use]
pub fn has_fma() -> bool {
    #[cfg(target_arch = "x86_64")]
    let fma = std::arch::is_x86_feature_detected!("fma");
    #[cfg(not(target_arch = "x86_64"))]
    let fma = true;
    fma
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_has_what_a_device_needs() {
        assert!(!processor_name().is_empty() && !processor_name().contains('\n'));
        assert!(processors() >= 1 && vector_bytes().is_power_of_two());
        let (bytes, line) = cache();
        assert!(bytes >= 1 << 14 && line.is_power_of_two());
    }
}
