//! The address map: what lies where in the device's address space, as text and as JSON.

use std::fmt::{self, Write as _};

use super::area::Allocation;
use super::host_map::MapSource;
use super::limits::AddressLimits;
use super::range::VirtRange;
use super::window::WindowClass;

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

    /// Drops what lies outside the limits.
    pub(super) fn cut(&mut self) {
        let Some(range) = self.limits.as_ref().map(AddressLimits::range) else {
            return;
        };
        self.windows.retain(|(window, _)| window.intersects(&range));
        self.areas.retain(|area| range.contains(area.base as u64));
        self.gaps.retain(|gap| gap.intersects(&range));
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
        let _ = write!(
            json,
            "\"reserved\":{},\"allocated\":{},\"retained\":{},\"free\":{},\"longest_gap\":{},\"fragmentation\":{:.4},\
             \"windows\":{windows},\"areas\":{areas},\"gaps\":{}}}",
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
}

fn range_json(range: &VirtRange) -> String {
    format!("{{\"start\":{},\"end\":{}}}", range.start, range.end)
}

fn list<T>(items: &[T], json: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(json).collect();
    format!("[{}]", items.join(","))
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
                writeln!(f, "  hole   {hole} {}", Bytes(hole.length()))?;
            }
        }
        for (window, class) in &self.windows {
            writeln!(
                f,
                "window   {window} {} {}",
                Bytes(window.length()),
                class.name()
            )?;
            for gap in self.gaps.iter().filter(|gap| gap.intersects(window)) {
                writeln!(f, "  gap    {gap} {}", Bytes(gap.length()))?;
            }
        }
        for area in &self.areas {
            let range = VirtRange::new(area.base as u64, (area.base + area.length) as u64);
            let (length, kind) = (Bytes(area.length as u64), area.kind.name());
            writeln!(
                f,
                "  area   {range} {length} {kind} of context {}",
                area.owner
            )?;
        }
        write!(
            f,
            "{} reserved, {} allocated in {} areas, {} kept for reuse, {} free in {} gaps (longest {}, fragmentation {:.0} %)",
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
