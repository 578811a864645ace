use super::*;

const GRANULE: u64 = 1 << 16;
const GIB: u64 = 1 << 30;

fn table() -> Table {
    Table::new(1 << 36, GRANULE)
}

fn live(granules: u64, owner: u64) -> Entry {
    Entry {
        state: State::Live,
        kind: AreaKind::SvmFine,
        arena: 3,
        offset: 128,
        granules: granules as u32,
        length: granules * GRANULE - 200,
        payload: owner,
    }
}

fn insert(table: &Table, start: u64, granules: u64, owner: u64) -> VirtRange {
    let area = VirtRange::new(start, start + granules * GRANULE);
    table.insert(area, &live(granules, owner)).unwrap();
    area
}

#[test]
fn every_granule_of_an_area_leads_to_its_start() {
    let table = table();
    let first = insert(&table, 5 * GIB, 3, 1);
    let second = insert(&table, first.end, 5000, 2);
    let last = insert(&table, 5 * GIB + 60_000 * GRANULE, 1, 3);
    for (area, owner) in [(first, 1), (second, 2), (last, 3)] {
        for address in [
            area.start,
            area.start + 7,
            area.start + area.length() / 2,
            area.end - 1,
        ] {
            let found = table.find(address).unwrap();
            assert_eq!(
                (found.start, found.entry.payload),
                (area.start, owner),
                "{address:#x}"
            );
            assert_eq!(found.entry, live(area.length() / GRANULE, owner));
        }
    }
    assert_eq!(table.find(5 * GIB - 1), None);
    assert_eq!(table.find(100 * GIB), None);
    assert_eq!(table.find(u64::MAX), None);
    // Beyond an area, its start is found still: its length says that the address is not inside.
    assert_eq!(
        table.find(second.end + 10 * GRANULE).unwrap().start,
        second.start
    );
    table.remove(second);
    assert_eq!(table.find(second.start).unwrap().start, first.start);
    assert_eq!(table.find(last.start).unwrap().start, last.start);
    table.remove(first);
    table.remove(last);
    assert_eq!(table.find(first.start), None);
    assert_eq!(table.find(last.start), None);
}

#[test]
fn areas_may_span_leaves() {
    let table = table();
    let leaf = LEAF_GRANULES as u64 * GRANULE;
    let start = 6 * leaf + leaf * 3 / 4;
    let area = insert(&table, start, LEAF_GRANULES as u64 * 5 / 2, 9);
    let above = insert(&table, area.end, 1, 10);
    let inside = [
        start,
        7 * leaf - 1,
        7 * leaf,
        8 * leaf + leaf / 3,
        9 * leaf,
        area.end - 1,
    ];
    for address in inside {
        assert_eq!(table.find(address).unwrap().start, start, "{address:#x}");
    }
    assert_eq!(table.find(above.start).unwrap().start, above.start);
    let mut seen = Vec::new();
    table.for_each(&mut |found| seen.push(found.start));
    assert_eq!(seen, [start, above.start]);
    table.remove(area);
    for address in inside {
        assert_eq!(table.find(address), None, "{address:#x}");
    }
}

#[test]
fn one_of_several_frees_wins() {
    let table = table();
    let area = insert(&table, 5 * GIB, 3, 1);
    let found = table.find(area.start).unwrap();
    assert!(table.is_current(&found));
    assert!(table.retire(&found));
    assert!(!table.retire(&found) && !table.is_current(&found));
    let idle = table.find(area.start).unwrap();
    assert_eq!(
        idle.entry,
        Entry {
            state: State::Idle,
            ..live(3, 1)
        },
        "what it was can be told"
    );
    table.update(area.start, &live(3, 2));
    assert!(
        !table.retire(&found),
        "a stale look-up does not free the next allocation"
    );
    assert!(table.retire(&table.find(area.start).unwrap()));
}

#[test]
fn readers_see_whole_entries_while_writers_change_them() {
    let table = table();
    let area = insert(&table, 5 * GIB, 2, 0);
    let rounds = if cfg!(miri) { 25 } else { 50_000 };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 1..rounds {
                let found = table.find(area.start).unwrap();
                assert!(table.retire(&found));
                // Owner and length go together.
                table.update(
                    area.start,
                    &Entry {
                        length: round * 3,
                        ..live(2, round)
                    },
                );
            }
        });
        scope.spawn(|| {
            for round in 0..rounds {
                let neighbour = insert(&table, area.end + (round % 70) * GRANULE, 1, 5);
                table.remove(neighbour);
            }
        });
        for _ in 0..rounds {
            let found = table.find(area.end - 1).unwrap();
            assert_eq!(found.start, area.start);
            if found.entry.state == State::Live && found.entry.payload > 0 {
                assert_eq!(found.entry.length, found.entry.payload * 3);
            }
        }
    });
}
