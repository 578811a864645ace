//! What a command buffer does when it is enqueued: its commands, checked and prepared, and which waits for which.

use super::command::Launch;
use crate::error::ClError;
use std::sync::Arc;

/// The work of a recorded command. Clones share what they are made of.
#[derive(Clone)]
pub enum StepWork {
    /// Nothing: barriers, kernels without work-items.
    Nothing,
    /// A call.
    Call(RepeatedAction),
    /// A kernel.
    Launch(Arc<Launch>),
}

/// What a recorded call does each time.
pub type RepeatedAction = Arc<dyn Fn() -> Result<(), ClError> + Send + Sync>;

impl StepWork {
    /// A call that does `action`.
    pub fn call(action: impl Fn() -> Result<(), ClError> + Send + Sync + 'static) -> Self {
        StepWork::Call(Arc::new(action))
    }

    /// A kernel that is launched any number of times; nothing if it has no work-items.
    #[must_use]
    pub fn launch(launch: Option<Launch>) -> Self {
        launch.map_or(StepWork::Nothing, |launch| {
            StepWork::Launch(Arc::new(launch))
        })
    }
}

impl Plan {
    /// Kernels for which there is better code by now get it; the steps that changed.
    pub fn renew(this: &mut Arc<Self>) -> Vec<usize> {
        let renewed = this.works.iter().enumerate().filter_map(|(step, work)| {
            let StepWork::Launch(launch) = work else {
                return None;
            };
            Some((step, launch.renewed()?))
        });
        let renewed: Vec<_> = renewed.collect();
        if renewed.is_empty() {
            return Vec::new();
        }
        // Replays that are under way keep theirs.
        let works = &mut Arc::make_mut(this).works;
        let change = |(step, launch): (usize, Launch)| {
            works[step] = StepWork::Launch(Arc::new(launch));
            step
        };
        renewed.into_iter().map(change).collect()
    }
}

/// Which step waits for which. Steps are numbered in the order of recording.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// For each step, how many others it waits for.
    blockers: Vec<u32>,
    /// The steps that wait for step n: `dependents[starts[n]..starts[n + 1]]`.
    dependents: Vec<u32>,
    starts: Vec<usize>,
    /// The steps that wait for none, and the number of those that none waits for.
    first: Vec<u32>,
    last: u32,
    /// Whether a step waits for more than one.
    has_joins: bool,
}

impl Graph {
    /// The graph of steps that wait each for the given earlier ones, without repetitions.
    #[must_use]
    pub fn new(waits: &[Vec<u32>]) -> Self {
        let count = waits.len();
        let mut starts = vec![0; count + 1];
        for &before in waits.iter().flatten() {
            starts[before as usize + 1] += 1;
        }
        for step in 0..count {
            starts[step + 1] += starts[step];
        }
        let mut dependents = vec![0; starts[count]];
        let mut filled = starts.clone();
        let mut first = Vec::new();
        for (step, before) in (0..).zip(waits) {
            if before.is_empty() {
                first.push(step);
            }
            for &before in before {
                let place = &mut filled[before as usize];
                dependents[*place] = step;
                *place += 1;
            }
        }
        let blockers: Vec<u32> = waits.iter().map(|before| before.len() as u32).collect();
        let last = starts.windows(2).filter(|pair| pair[0] == pair[1]).count();
        Self {
            has_joins: blockers.iter().any(|&count| count > 1),
            blockers,
            dependents,
            starts,
            first,
            last: last as u32,
        }
    }

    /// For each step, how many others it waits for.
    #[must_use]
    pub fn blockers(&self) -> &[u32] {
        &self.blockers
    }

    /// The steps that wait for `step`.
    #[must_use]
    pub fn dependents(&self, step: u32) -> &[u32] {
        let step = step as usize;
        &self.dependents[self.starts[step]..self.starts[step + 1]]
    }

    /// The steps that wait for none.
    #[must_use]
    pub fn first(&self) -> &[u32] {
        &self.first
    }

    /// How many steps no other waits for.
    #[must_use]
    pub fn last(&self) -> u32 {
        self.last
    }

    /// Whether a step waits for more than one.
    #[must_use]
    pub fn has_joins(&self) -> bool {
        self.has_joins
    }
}

/// All that a replay needs, shared by the replays.
#[derive(Clone)]
pub struct Plan {
    /// The order.
    pub graph: Arc<Graph>,
    /// What each step does.
    pub works: Vec<StepWork>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_has_one_first_and_one_last_step() {
        let graph = Graph::new(&[vec![], vec![0], vec![1]]);
        assert_eq!((graph.first(), graph.last()), (&[0][..], 1));
        assert_eq!(graph.blockers(), [0, 1, 1]);
        assert!(!graph.has_joins());
        assert_eq!(graph.dependents(0), [1]);
        assert_eq!(graph.dependents(2), []);
    }

    #[test]
    fn a_diamond_joins() {
        let graph = Graph::new(&[vec![], vec![0], vec![0], vec![2, 1], vec![]]);
        assert_eq!((graph.first(), graph.last()), (&[0, 4][..], 2));
        assert_eq!(graph.dependents(0), [1, 2]);
        assert_eq!(graph.dependents(1), [3]);
        assert!(graph.has_joins());
    }

    #[test]
    fn an_empty_buffer_has_an_empty_graph() {
        assert_eq!(
            Graph::new(&[]),
            Graph {
                starts: vec![0],
                ..Graph::default()
            }
        );
    }
}
