//! The demonstration: a graph of pointers in two SVM allocations, built on the host, walked by the device.
//!
//! Cities live in one coarse-grained allocation and roads in another; a city points to its first road, a road to the city
//! that it leads to and to the next road, all by plain pointers of the host. The device relaxes distances from city 0 (Bellman-Ford) until
//! nothing changes; the host checks them with Dijkstra's algorithm over the same pointers.

use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Device, Kernel, Queue, Svm};
use opencl_sys::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

const CITIES: usize = 1 << 16;
const ROADS_EACH: usize = 4;
const FAR: u32 = u32::MAX;

const SOURCE: &str = "
    typedef struct Road { global struct City *to; global struct Road *next; uint length; } Road;
    typedef struct City { global Road *first; volatile uint distance; } City;
    kernel void relax(global City *cities, volatile global uint *changed) {
        global City *here = &cities[get_global_id(0)];
        uint distance = here->distance;
        if (distance == UINT_MAX) return;
        for (global Road *road = here->first; road; road = road->next) {
            uint longer = distance + road->length;
            if (atomic_min(&road->to->distance, longer) > longer) *changed = 1;
        }
    }";

#[derive(Clone, Copy)]
#[repr(C)]
struct City {
    first: *const Road,
    distance: u32,
}

#[derive(Clone, Copy)]
#[repr(C)]
struct Road {
    to: *const City,
    next: *const Road,
    length: u32,
}

fn main() {
    let (context, device) = Context::first();
    println!(
        "device       {} ({})",
        device.text(CL_DEVICE_NAME),
        device.text(CL_DEVICE_VERSION)
    );
    print_device_range(device);
    let queue = context.queue(device);
    let program = context.build(SOURCE);
    let kernel = program.kernel("relax");
    let cities: Svm<City> = context.svm(CL_MEM_READ_WRITE, CITIES);
    let roads: Svm<Road> = context.svm(CL_MEM_READ_WRITE, CITIES * ROADS_EACH);
    let changed: Svm<u32> = context.svm(CL_MEM_READ_WRITE, 1);
    print_range("cities", &cities);
    print_range("roads", &roads);

    queue.map(&cities);
    queue.map(&roads);
    build_graph(&cities, &roads);
    queue.unmap(&roads);
    queue.unmap(&cities);

    let started = Instant::now();
    let rounds = walk(&queue, &kernel, &cities, &roads, &changed);
    println!(
        "device time  {:?} for {rounds} rounds over {CITIES} cities",
        started.elapsed()
    );

    queue.map(&cities);
    queue.map(&roads);
    let expected = dijkstra(&cities);
    let reached = expected.iter().filter(|&&distance| distance != FAR).count();
    let wrong = (0..CITIES)
        .filter(|&city| cities.get(city).distance != expected[city])
        .count();
    queue.unmap(&roads);
    queue.unmap(&cities);
    queue.finish();
    assert_eq!(
        wrong, 0,
        "the device's distances differ from the host's in {wrong} cities"
    );
    println!("verified     {reached} cities reached, every distance equal on host and device");
}

/// mirrorcl's own query (docs/devices.md); other drivers refuse it.
fn print_device_range(device: Device) {
    const CL_DEVICE_ADDRESS_RANGE_MIRRORCL: cl_device_info = 0x6D63_0001;
    let mut range = [0_u64; 2];
    let (size, value) = (size_of_val(&range), (&raw mut range).cast());
    let name = CL_DEVICE_ADDRESS_RANGE_MIRRORCL;
    if cl!(clGetDeviceInfo(
        device.0,
        name,
        size,
        value,
        std::ptr::null_mut()
    )) == CL_SUCCESS
    {
        println!("its range    {:#014x}-{:#014x}", range[0], range[1] + 1);
    }
}

fn print_range<T: Copy>(name: &str, svm: &Svm<T>) {
    let base = svm.as_ptr().addr();
    println!(
        "{name:<12} {base:#014x}-{:#014x} ({} KiB of SVM)",
        base + svm.size(),
        svm.size() >> 10
    );
}

/// A pseudo-random graph: the same in each run.
fn build_graph(cities: &Svm<City>, roads: &Svm<Road>) {
    let mut state = 42_u64;
    let mut random = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize
    };
    for city in 0..CITIES {
        let mut next = std::ptr::null();
        for road in city * ROADS_EACH..(city + 1) * ROADS_EACH {
            let to = cities.at(random() % CITIES).cast_const();
            roads.set(
                road,
                Road {
                    to,
                    next,
                    length: 1 + (random() % 1000) as u32,
                },
            );
            next = roads.at(road).cast_const();
        }
        cities.set(
            city,
            City {
                first: next,
                distance: if city == 0 { 0 } else { FAR },
            },
        );
    }
}

/// Launches until a round changes nothing; the number of rounds.
fn walk(
    queue: &Queue,
    kernel: &Kernel,
    cities: &Svm<City>,
    roads: &Svm<Road>,
    changed: &Svm<u32>,
) -> usize {
    kernel.arg_svm(0, cities).arg_svm(1, changed);
    // The kernel reaches the roads through pointers only, so it must be told of them.
    assert_eq!(
        kernel.svm_pointers(&[roads.as_ptr().cast_const().cast()]),
        CL_SUCCESS
    );
    for round in 1.. {
        queue.map(changed);
        changed.set(0, 0);
        queue.unmap(changed);
        queue.launch(kernel, &[CITIES], &[]);
        queue.map(changed);
        let more = changed.get(0) != 0;
        queue.unmap(changed);
        if !more {
            return round;
        }
    }
    unreachable!("distances only shrink, so the rounds end")
}

/// Shortest distances from city 0, by following the same pointers.
fn dijkstra(cities: &Svm<City>) -> Vec<u32> {
    let mut distances = vec![FAR; CITIES];
    let mut heap = BinaryHeap::from([Reverse((0_u32, 0_usize))]);
    distances[0] = 0;
    while let Some(Reverse((distance, city))) = heap.pop() {
        if distance > distances[city] {
            continue;
        }
        let mut road = cities.get(city).first;
        while !road.is_null() {
            // SAFETY: the graph's pointers lead into the mapped `roads` allocation, built above.
            let Road { to, next, length } = unsafe { road.read() };
            let target = (to.addr() - cities.as_ptr().addr()) / size_of::<City>();
            if distance + length < distances[target] {
                distances[target] = distance + length;
                heap.push(Reverse((distance + length, target)));
            }
            road = next;
        }
    }
    distances
}
