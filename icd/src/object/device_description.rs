//! `MIRRORCL_DEVICES`: what the devices of the platform are to be like (docs/devices.md).

use super::instruction_set::InstructionSet;
use crate::config::parse_bytes;
use opencl_sys as cl;
use opencl_sys::{cl_device_svm_capabilities, cl_device_type};

/// The addresses that a device shares with the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceRange {
    /// From the first address (inclusive) to the second (exclusive).
    Between(u64, u64),
    /// Whatever the process can map.
    Full,
}

/// How much of shared virtual memory a device offers; each level includes the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SvmLevel {
    /// None.
    None,
    /// Coarse-grained buffers.
    Coarse,
    /// Fine-grained buffers.
    Fine,
    /// Fine-grained buffers with atomics.
    Atomics,
    /// All memory of the process, with atomics.
    System,
}

impl SvmLevel {
    /// `CL_DEVICE_SVM_CAPABILITIES`.
    #[must_use]
    pub fn capabilities(self) -> cl_device_svm_capabilities {
        let levels = [
            (SvmLevel::Coarse, cl::CL_DEVICE_SVM_COARSE_GRAIN_BUFFER),
            (SvmLevel::Fine, cl::CL_DEVICE_SVM_FINE_GRAIN_BUFFER),
            (SvmLevel::Atomics, cl::CL_DEVICE_SVM_ATOMICS),
            (SvmLevel::System, cl::CL_DEVICE_SVM_FINE_GRAIN_SYSTEM),
        ];
        levels
            .iter()
            .filter(|(level, _)| *level <= self)
            .map(|(_, bit)| bit)
            .sum()
    }
}

/// What the user says about a device; the rest follows from the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceDescription {
    /// Its address range.
    pub range: DeviceRange,
    /// Ranges inside, from the first address (inclusive) to the second (exclusive), that it does not reach.
    pub holes: Vec<(u64, u64)>,
    /// Bytes of its pages, if not those of the host.
    pub page: Option<u64>,
    /// Its SVM level.
    pub svm: SvmLevel,
    /// The instructions that programs may use, if not all of the host's.
    pub isa: Option<InstructionSet>,
    /// Compute units, if not those of the machine.
    pub compute_units: Option<u32>,
    /// Bytes of global memory, if not those of the machine.
    pub memory: Option<u64>,
    /// Device type.
    pub device_type: cl_device_type,
    /// Name, if not the processor's.
    pub name: Option<String>,
    /// Vendor, if not ours.
    pub vendor: Option<String>,
    /// Vendor id, if not ours.
    pub vendor_id: Option<u32>,
    /// Driver version, if not ours.
    pub version: Option<String>,
}

const GIB: u64 = 1 << 30;

/// Below lie sanitizers' shadows and what programs map at fixed addresses; above it on x86-64 the process's own libraries, heap
/// and stack.
const DEFAULT_RANGE: DeviceRange = DeviceRange::Between(4 * GIB, 1 << 46);

impl Default for DeviceDescription {
    fn default() -> Self {
        Self {
            range: DEFAULT_RANGE,
            holes: Vec::new(),
            page: None,
            svm: SvmLevel::Atomics,
            isa: None,
            compute_units: None,
            memory: None,
            device_type: cl::CL_DEVICE_TYPE_CPU,
            name: None,
            vendor: None,
            vendor_id: None,
            version: None,
        }
    }
}

/// Reads the whole list. What is not understood is left out and told in the second part of the result; a list
/// without any device gives the default one.
#[must_use]
pub fn parse_devices(text: &str) -> (Vec<DeviceDescription>, Vec<String>) {
    let mut complaints = Vec::new();
    let mut devices = Vec::new();
    for item in text
        .split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty())
    {
        devices.push(parse_device(item, &mut complaints));
    }
    if devices.is_empty() {
        devices.push(DeviceDescription::default());
    }
    (devices, complaints)
}

fn parse_device(text: &str, complaints: &mut Vec<String>) -> DeviceDescription {
    let mut device = DeviceDescription::default();
    let mut svm = None;
    for field in text
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty())
    {
        let outcome = match field
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim()))
        {
            Some(("svm", value)) => parse_svm(value).map(|level| svm = Some(level)),
            Some((key, value)) => set_field(&mut device, key, value),
            None => Err("expected key=value".to_owned()),
        };
        if let Err(why) = outcome {
            complaints.push(format!("device `{text}`: {field} is ignored: {why}"));
        }
    }
    let full = device.range == DeviceRange::Full;
    device.svm = match svm {
        Some(SvmLevel::System) if !full => {
            complaints.push(format!(
                "device `{text}`: svm=system needs va=full; it is svm=atomics"
            ));
            SvmLevel::Atomics
        }
        Some(level) => level,
        None if full => SvmLevel::System,
        None => SvmLevel::Atomics,
    };
    device
}

fn set_field(device: &mut DeviceDescription, key: &str, value: &str) -> Result<(), String> {
    match key {
        "va" => device.range = parse_range(value)?,
        "hole" => device.holes.push(parse_bounds(value)?),
        "page" => {
            let page = parse_bytes(value)?;
            let is_page = page.is_power_of_two() && PAGES.contains(&page);
            device.page = Some(page).filter(|_| is_page);
            device.page.ok_or("expected a power of two from 4K to 1G")?;
        }
        "cu" => {
            let units = value
                .parse()
                .ok()
                .filter(|units| (1..=4096).contains(units));
            device.compute_units = Some(units.ok_or("expected a number from 1 to 4096")?);
        }
        "isa" => device.isa = Some(InstructionSet::parse(value)?),
        "memory" => {
            let bytes = Some(parse_bytes(value)?).filter(|&bytes| bytes >= SMALLEST_RANGE);
            device.memory = Some(bytes.ok_or("expected at least 64M")?);
        }
        "type" => device.device_type = parse_type(value)?,
        "name" => device.name = Some(value.to_owned()),
        "vendor" => device.vendor = Some(value.to_owned()),
        "version" => device.version = Some(value.to_owned()),
        "vendor_id" => {
            let id = parse_number(value).and_then(|id| u32::try_from(id).ok());
            device.vendor_id = Some(id.ok_or("expected a 32-bit number")?);
        }
        _ => return Err("there is no such key".to_owned()),
    }
    Ok(())
}

fn parse_number(text: &str) -> Option<u64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// A range must have room for the smallest full-profile device.
const SMALLEST_RANGE: u64 = 64 << 20;

/// Page sizes that a device may have.
const PAGES: std::ops::RangeInclusive<u64> = 4 << 10..=GIB;

/// The first address and the one after the last, from the first and the last, as in `0x10000000-0xffffffff`.
fn parse_bounds(text: &str) -> Result<(u64, u64), String> {
    let bounds = text
        .split_once('-')
        .and_then(|(low, last)| Some((parse_number(low.trim())?, parse_number(last.trim())?)));
    let (low, last) = bounds.ok_or("expected two addresses")?;
    let high = last.checked_add(1).ok_or("the last address is too high")?;
    match low < high {
        true => Ok((low, high)),
        false => Err("the last address is below the first".to_owned()),
    }
}

fn parse_range(text: &str) -> Result<DeviceRange, String> {
    if text == "full" {
        return Ok(DeviceRange::Full);
    }
    let (low, high) = match text.contains('-') {
        true => parse_bounds(text)?,
        false => match parse_number(text) {
            Some(bits @ 29..=32) => (1 << 28, 1 << bits),
            Some(bits @ 33..=63) => (4 * GIB, 1 << bits),
            _ => {
                return Err("expected full, a number of bits from 29 to 63, or low-last".to_owned());
            }
        },
    };
    if low >= high || high - low < SMALLEST_RANGE {
        return Err("the range is empty or smaller than 64 MiB".to_owned());
    }
    Ok(DeviceRange::Between(low, high))
}

fn parse_svm(text: &str) -> Result<SvmLevel, String> {
    match text {
        "none" => Ok(SvmLevel::None),
        "coarse" => Ok(SvmLevel::Coarse),
        "fine" => Ok(SvmLevel::Fine),
        "atomics" => Ok(SvmLevel::Atomics),
        "system" => Ok(SvmLevel::System),
        _ => Err("expected none, coarse, fine, atomics or system".to_owned()),
    }
}

fn parse_type(text: &str) -> Result<cl_device_type, String> {
    match text {
        "cpu" => Ok(cl::CL_DEVICE_TYPE_CPU),
        "gpu" => Ok(cl::CL_DEVICE_TYPE_GPU),
        "accelerator" => Ok(cl::CL_DEVICE_TYPE_ACCELERATOR),
        _ => Err("expected cpu, gpu or accelerator".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> DeviceDescription {
        let (devices, complaints) = parse_devices(text);
        assert_eq!((devices.len(), complaints), (1, Vec::new()), "{text}");
        devices.into_iter().next().unwrap()
    }

    #[test]
    fn no_text_is_one_device_with_a_46_bit_range() {
        assert_eq!(one(" ; "), DeviceDescription::default());
        assert_eq!(one("").range, DeviceRange::Between(1 << 32, 1 << 46));
        assert_eq!(one("").svm, SvmLevel::Atomics);
    }

    #[test]
    fn ranges_are_bits_or_first_and_last_address_or_full() {
        assert_eq!(one("va=40").range, DeviceRange::Between(1 << 32, 1 << 40));
        assert_eq!(one("va=33").range, DeviceRange::Between(1 << 32, 1 << 33));
        assert_eq!(one("va=32").range, DeviceRange::Between(1 << 28, 1 << 32));
        assert_eq!(
            one("va=0x10000000-0xffffffff").range,
            DeviceRange::Between(0x1000_0000, 0x1_0000_0000)
        );
        assert_eq!(
            (one("va=full").range, one("va=full").svm),
            (DeviceRange::Full, SvmLevel::System)
        );
        for bad in [
            "va=",
            "va=8",
            "va=64",
            "va=5-4",
            "va=0x0-0xfff",
            "va=1-0xffffffffffffffff",
        ] {
            let (devices, complaints) = parse_devices(bad);
            assert_eq!(
                (devices[0].range, complaints.len()),
                (DEFAULT_RANGE, 1),
                "{bad}"
            );
        }
    }

    #[test]
    fn several_devices_with_all_keys() {
        let text = "va=36, cu=2, svm=coarse, page=2M, isa=x86-64, hole=0x200000000-0x2ffffffff, hole=0x100000000-0x1000fffff; va=full,type=gpu,name=Big One,version=7.1,vendor_id=0x8086,vendor=V,memory=2G";
        let (devices, complaints) = parse_devices(text);
        assert!(complaints.is_empty());
        assert_eq!(
            (devices[0].compute_units, devices[0].svm),
            (Some(2), SvmLevel::Coarse)
        );
        assert_eq!(devices[0].page, Some(2 << 20));
        assert_eq!(devices[0].isa.map(|isa| isa.name), Some("x86-64"));
        let holes = [
            (0x2_0000_0000, 0x3_0000_0000),
            (0x1_0000_0000, 0x1_0010_0000),
        ];
        assert_eq!(devices[0].holes, holes);
        assert_eq!(devices[1].name.as_deref(), Some("Big One"));
        assert_eq!(devices[1].device_type, cl::CL_DEVICE_TYPE_GPU);
        assert_eq!(
            (devices[1].vendor_id, devices[1].memory),
            (Some(0x8086), Some(2 << 30))
        );
        assert_eq!(devices[1].version.as_deref(), Some("7.1"));
    }

    #[test]
    fn what_is_wrong_is_told_and_left_out() {
        let (devices, complaints) =
            parse_devices("cu=0,svm=system,colour=red,x,page=3K,page=1K,hole=5,hole=5-4,isa=386");
        assert_eq!(devices, [DeviceDescription::default()]);
        assert_eq!(complaints.len(), 9, "{complaints:?}");
    }

    #[test]
    fn svm_capabilities_are_hierarchical() {
        assert_eq!(SvmLevel::None.capabilities(), 0);
        assert_eq!(SvmLevel::Coarse.capabilities(), 1);
        assert_eq!(SvmLevel::Fine.capabilities(), 3);
        assert_eq!(SvmLevel::Atomics.capabilities(), 0b1011);
        assert_eq!(SvmLevel::System.capabilities(), 0b1111);
    }
}
