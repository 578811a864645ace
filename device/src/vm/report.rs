//! The address map: what lies where in the device's address space, as text and as JSON.

use std::fmt::{self, Write as _};

use super::area::Allocation;
use super::host_map::MapSource;
use super::limits::AddressLimits;
use super::range::VirtRange;
use super::window::WindowClass;

/// Entries of one kind that the text lists; the JSON has all.
const LISTED: usize = 48;

/// A picture of the address space at one moment.
#[derive(Debug, Clone, Default)]
pub struct AddressMap {
    /// The limits asked about.
    pub limits: Option<AddressLimits>,
    /// Reserved ranges.
    pub windows: Vec<(VirtRange, WindowClass)>,
    /// Allocations in address order.
    pub areas: Vec<Allocation>,
    /// Unused parts of the windows, in address order.
    pub gaps: Vec<VirtRange>,
    /// What others have mapped inside the limits, with its name in the process's map.
    pub foreign: Vec<(VirtRange, String)>,
    /// How the process's own map was last learnt.
    pub map_source: Option<MapSource>,
    /// Bytes of freed areas, of the whole space, that are kept for later allocations.
    pub retained: u64,
}

impl AddressMap {
    pub(super) fn new(limits: Option<AddressLimits>) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Cuts everything to the limits.
    pub(super) fn cut(&mut self) {
        let Some(range) = self.limits.as_ref().map(AddressLimits::range) else {
            return;
        };
        let cut = |part: &mut VirtRange| {
            *part = part.intersect(&range);
            !part.is_empty()
        };
        self.windows.retain_mut(|(window, _)| cut(window));
        self.gaps.retain_mut(cut);
        self.foreign.retain_mut(|(area, _)| cut(area));
        self.areas.retain(|area| range.contains(area.base as u64));
    }

    /// Bytes reserved.
    pub fn reserved_bytes(&self) -> u64 {
        self.windows.iter().map(|(window, _)| window.length()).sum()
    }

    /// Bytes of allocations, as asked for.
    pub fn allocated_bytes(&self) -> u64 {
        self.areas.iter().map(|area| area.length as u64).sum()
    }

    /// Bytes in gaps.
    pub fn free_bytes(&self) -> u64 {
        self.gaps.iter().map(VirtRange::length).sum()
    }

    /// The longest gap.
    pub fn longest_gap(&self) -> u64 {
        self.gaps.iter().map(VirtRange::length).max().unwrap_or(0)
    }

    /// The share of the free bytes that is not in the longest gap, from 0 (one gap) towards 1.
    pub fn fragmentation(&self) -> f64 {
        match self.free_bytes() {
            0 => 0.0,
            free => 1.0 - self.longest_gap() as f64 / free as f64,
        }
    }

    /// The map as one JSON object. Addresses and lengths are decimal numbers.
    pub fn to_json(&self) -> String {
        let mut json = String::from("{");
        if let Some(limits) = &self.limits {
            let (low, high, granule) = (limits.low, limits.high, limits.granule);
            let holes = list(&limits.holes, range_json);
            let _ = write!(
                json,
                "\"limits\":{{\"low\":{low},\"high\":{high},\"granule\":{granule},\"holes\":{holes}}},"
            );
        }
        let windows = list(&self.windows, |(range, class)| {
            let class = class.name();
            format!(
                "{{\"start\":{},\"end\":{},\"class\":\"{class}\"}}",
                range.start, range.end
            )
        });
        let areas = list(&self.areas, |area| {
            let Allocation {
                base,
                length,
                kind,
                owner,
            } = area;
            let kind = kind.name();
            format!("{{\"base\":{base},\"length\":{length},\"kind\":\"{kind}\",\"owner\":{owner}}}")
        });
        let foreign = list(&self.foreign, |(range, name)| {
            format!(
                "{{\"start\":{},\"end\":{},\"name\":{}}}",
                range.start,
                range.end,
                quoted(name)
            )
        });
        let _ = write!(
            json,
            "\"reserved\":{},\"allocated\":{},\"retained\":{},\"free\":{},\"longest_gap\":{},\
             \"fragmentation\":{:.4},\"windows\":{windows},\"areas\":{areas},\"gaps\":{},\
             \"foreign\":{foreign}}}",
            self.reserved_bytes(),
            self.allocated_bytes(),
            self.retained,
            self.free_bytes(),
            self.longest_gap(),
            self.fragmentation(),
            list(&self.gaps, range_json),
        );
        json
    }

    fn write_window(&self, f: &mut fmt::Formatter<'_>, window: &VirtRange) -> fmt::Result {
        let inside = |area: &&Allocation| window.contains(area.base as u64);
        let areas: Vec<&Allocation> = self.areas.iter().filter(inside).collect();
        for area in areas.iter().take(LISTED) {
            let range = VirtRange::new(area.base as u64, (area.base + area.length) as u64);
            let (length, kind) = (Bytes(area.length as u64), area.kind.name());
            writeln!(
                f,
                "  area    {range} {length} {kind} of context {}",
                area.owner
            )?;
        }
        if let Some(more) = areas.get(LISTED..).filter(|more| !more.is_empty()) {
            let bytes = more.iter().map(|area| area.length as u64).sum();
            writeln!(
                f,
                "  area    … and {} more of {} in all",
                more.len(),
                Bytes(bytes)
            )?;
        }
        let mut gaps: Vec<&VirtRange> = self
            .gaps
            .iter()
            .filter(|gap| gap.intersects(window))
            .collect();
        gaps.sort_by_key(|gap| std::cmp::Reverse(gap.length()));
        for gap in gaps.iter().take(LISTED) {
            writeln!(f, "  gap     {gap} {}", Bytes(gap.length()))?;
        }
        if let Some(more) = gaps.get(LISTED..).filter(|more| !more.is_empty()) {
            let bytes = more.iter().map(|gap| gap.length()).sum();
            writeln!(
                f,
                "  gap     … and {} shorter ones of {} in all",
                more.len(),
                Bytes(bytes)
            )?;
        }
        Ok(())
    }
}

fn range_json(range: &VirtRange) -> String {
    format!("{{\"start\":{},\"end\":{}}}", range.start, range.end)
}

fn list<T>(items: &[T], json: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(json).collect();
    format!("[{}]", items.join(","))
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control < ' ' => _ = write!(quoted, "\\u{:04x}", u32::from(control)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

impl fmt::Display for AddressMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(limits) = &self.limits {
            writeln!(
                f,
                "device range {} in granules of {} bytes",
                limits.range(),
                limits.granule
            )?;
            for hole in &limits.holes {
                writeln!(f, "hole      {hole} {}", Bytes(hole.length()))?;
            }
        }
        for (window, class) in &self.windows {
            writeln!(
                f,
                "window    {window} {} {}",
                Bytes(window.length()),
                class.name()
            )?;
            self.write_window(f, window)?;
        }
        for (area, name) in self.foreign.iter().take(LISTED) {
            writeln!(f, "foreign   {area} {} {name}", Bytes(area.length()))?;
        }
        if self.foreign.len() > LISTED {
            writeln!(f, "foreign   … and {} more", self.foreign.len() - LISTED)?;
        }
        write!(
            f,
            "{} reserved, {} allocated in {} areas, {} kept for reuse, {} free in {} gaps (longest {}, \
             fragmentation {:.0} %)",
            Bytes(self.reserved_bytes()),
            Bytes(self.allocated_bytes()),
            self.areas.len(),
            Bytes(self.retained),
            Bytes(self.free_bytes()),
            self.gaps.len(),
            Bytes(self.longest_gap()),
            100.0 * self.fragmentation(),
        )
    }
}

/// A number of bytes in the largest binary unit that leaves it at 1 or more.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [
            (1 << 40, "TiB"),
            (1 << 30, "GiB"),
            (1 << 20, "MiB"),
            (1 << 10, "KiB"),
        ];
        match units.into_iter().find(|&(unit, _)| self.0 >= unit) {
            Some((unit, name)) if self.0.is_multiple_of(unit) => {
                write!(f, "{} {name}", self.0 / unit)
            }
            Some((unit, name)) => write!(f, "{:.1} {name}", self.0 as f64 / unit as f64),
            None => write!(f, "{} B", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::area::AreaKind;
    use super::*;

    fn map() -> AddressMap {
        let limits = AddressLimits {
            low: 0x1_0000_0000,
            high: 0x2_0000_0000,
            granule: 4096,
            holes: vec![VirtRange::new(0x1_8000_0000, 0x1_9000_0000)],
        };
        let window = VirtRange::new(0x1_ff00_0000, 0x2_0100_0000);
        let area = |base, length| Allocation {
            base,
            length,
            kind: AreaKind::SvmFine,
            owner: 3,
        };
        let mut map = AddressMap {
            windows: vec![(window, WindowClass::Small)],
            areas: vec![area(0x1_ffff_0000, 1000), area(0x2_0000_0000, 5)],
            gaps: vec![VirtRange::new(0x1_ff00_0000, 0x1_ffff_0000)],
            foreign: vec![
                (
                    VirtRange::new(0x1_2000_0000, 0x1_2000_1000),
                    "/lib/a \"b\".so".to_owned(),
                ),
                (VirtRange::new(0x3_2000_0000, 0x3_2000_1000), String::new()),
            ],
            ..AddressMap::new(Some(limits))
        };
        map.cut();
        map
    }

    #[test]
    fn text_lists_what_lies_inside_the_limits() {
        let expected = "\
device range [0x100000000, 0x200000000) in granules of 4096 bytes
hole      [0x180000000, 0x190000000) 256 MiB
window    [0x1ff000000, 0x200000000) 16 MiB small
  area    [0x1ffff0000, 0x1ffff03e8) 1000 B svm-fine of context 3
  gap     [0x1ff000000, 0x1ffff0000) 15.9 MiB
foreign   [0x120000000, 0x120001000) 4 KiB /lib/a \"b\".so
16 MiB reserved, 1000 B allocated in 1 areas, 0 B kept for reuse, 15.9 MiB free in 1 gaps \
(longest 15.9 MiB, fragmentation 0 %)";
        assert_eq!(map().to_string(), expected);
    }

    #[test]
    fn json_has_the_same_in_numbers() {
        let expected = "{\"limits\":{\"low\":4294967296,\"high\":8589934592,\"granule\":4096,\"holes\":\
[{\"start\":6442450944,\"end\":6710886400}]},\"reserved\":16777216,\"allocated\":1000,\"retained\":0,\
\"free\":16711680,\"longest_gap\":16711680,\"fragmentation\":0.0000,\"windows\":[{\"start\":8573157376,\
\"end\":8589934592,\"class\":\"small\"}],\"areas\":[{\"base\":8589869056,\"length\":1000,\"kind\":\
\"svm-fine\",\"owner\":3}],\"gaps\":[{\"start\":8573157376,\"end\":8589869056}],\"foreign\":[{\"start\":\
4831838208,\"end\":4831842304,\"name\":\"/lib/a \\\"b\\\".so\"}]}";
        assert_eq!(map().to_json(), expected);
    }

    #[test]
    fn long_lists_are_cut_in_the_text_only() {
        let mut map = map();
        let area = map.areas[0];
        map.areas = (0..100)
            .map(|at| Allocation {
                base: area.base + at,
                ..area
            })
            .collect();
        let text = map.to_string();
        assert!(text.contains("… and 52 more of 50.8 KiB in all"), "{text}");
        assert_eq!(map.to_json().matches("\"base\"").count(), 100);
    }
}
