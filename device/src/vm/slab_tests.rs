use super::*;

const GRANULE: u64 = 1 << 16;
const START: u64 = 0x1_0000_0000;

fn class(length: u64) -> SizeClass {
    SizeClass::for_request(length, 1).unwrap()
}

/// A class with one slab in place.
fn placed(class: SizeClass) -> SlabClass {
    let mut slabs = SlabClass::default();
    slabs.unplaced(class, 0, GRANULE);
    slabs.place(START);
    slabs.validate().unwrap();
    slabs
}

#[test]
fn every_address_of_an_object_leads_to_it() {
    for class in SizeClass::all() {
        let slab = Slab::new(class, 0, 0, GRANULE);
        slab.move_to(START);
        for index in (0..slab.objects()).step_by(if cfg!(miri) { 211 } else { 1 }) {
            let object = slab.object(index);
            let base = object.publish(class.size() - 1, AreaKind::Usm, 77);
            assert_eq!(base, START + index as u64 * class.size());
            for offset in [0, 1, class.size() / 2, class.size() - 1] {
                let found = slab.find(START, base + offset - START).unwrap();
                assert_eq!(found.index as usize, index);
                assert_eq!(found.allocation.base as u64, base);
                assert_eq!(found.allocation.length as u64, class.size() - 1);
                assert_eq!(found.allocation.owner, 77);
            }
        }
        let end = slab.objects() as u64 * class.size();
        assert!(slab.find(START, end).is_none() && slab.find(START, u64::MAX).is_none());
    }
}

#[test]
fn objects_are_freed_once_and_told_afterwards() {
    let slab = Slab::new(class(64), 0, 0, GRANULE);
    slab.move_to(START);
    assert!(slab.find(START, 0).is_none() && slab.find_freed(START, 0).is_none());
    slab.object(0).publish(60, AreaKind::SvmCoarse, 1);
    let found = slab.find(START, 5).unwrap();
    let again = slab.find(START, 5).unwrap();
    assert!(found.retire().is_some());
    assert!(again.retire().is_none() && found.retire().is_none());
    assert!(slab.find(START, 5).is_none());
    assert_eq!(slab.find_freed(START, 5), Some(found.allocation));
    slab.object(0).publish(10, AreaKind::SvmCoarse, 2);
    assert!(
        again.retire().is_none(),
        "a stale look-up does not free the next allocation"
    );
    assert_eq!(slab.find_freed(START, 5), None);
}

#[test]
fn a_class_hands_out_each_object_once_and_gives_spare_slabs_up() {
    let class = class(5000);
    let mut slabs = placed(class);
    slabs.unplaced(class, 0, GRANULE);
    slabs.place(2 * START);
    let mut objects = Vec::new();
    slabs.take(1000, &mut objects);
    assert_eq!(objects.len(), 2 * class.slab_objects(GRANULE));
    let mut addresses: Vec<u64> = objects.iter().map(Object::address).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), objects.len());
    slabs.validate().unwrap();
    let mut given_up = Vec::new();
    for object in objects {
        given_up.extend(slabs.put(object).map(Slab::start));
        slabs.validate().unwrap();
    }
    assert_eq!(given_up.len(), 1, "one unused slab is kept");
    let kept = slabs.give_up().map(Slab::start);
    assert!(kept.is_some_and(|kept| kept != given_up[0]));
    assert!(slabs.give_up().is_none());
    slabs.validate().unwrap();
    // The slabs serve other areas.
    slabs.unplaced(class, 0, GRANULE);
    slabs.place(3 * START);
    let mut objects = Vec::new();
    slabs.take(3, &mut objects);
    assert!(objects.iter().all(|object| object.address() >= 3 * START));
    slabs.validate().unwrap();
}

#[test]
fn readers_see_whole_objects_while_writers_change_them() {
    let slab = Slab::new(class(256), 0, 0, GRANULE);
    slab.move_to(START);
    let rounds = if cfg!(miri) { 25 } else { 50_000 };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 1..rounds {
                slab.object(3)
                    .publish(round % 250 + 1, AreaKind::Usm, round % 250);
                assert!(slab.find(START, 3 * 256).unwrap().retire().is_some());
            }
        });
        for _ in 0..rounds {
            if let Some(found) = slab.find(START, 4 * 256 - 1) {
                assert_eq!(found.allocation.length as u64, found.allocation.owner + 1);
            }
        }
    });
}
