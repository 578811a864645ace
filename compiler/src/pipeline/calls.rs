//! Who calls whom: what is undefined, what recurs, and what has to be inlined.

use crate::{
    avx512,
    kernel::kernels,
    llvm::{AttributePlace, C_CALL, Function, Linkage, Module, Opcode, demangle},
};
use std::collections::{HashMap, HashSet};

/// Functions without a body that later stages resolve.
const INTRINSICS: [&str; 10] = [
    "__mirrorcl_context",
    "__mirrorcl_local_id",
    "__mirrorcl_barrier",
    "__mirrorcl_sub_group",
    "__mirrorcl_sub_group_active",
    "__mirrorcl_sub_group_barrier",
    "__mirrorcl_sub_group_item",
    "__mirrorcl_sub_group_memory",
    "__mirrorcl_sub_group_size",
    "printf",
];

/// The direct calls of a module's functions.
pub(super) struct CallGraph<'c> {
    callees: HashMap<Function<'c>, Vec<Function<'c>>>,
    call_counts: HashMap<Function<'c>, u32>,
    order: Vec<Function<'c>>,
}

impl<'c> CallGraph<'c> {
    /// Reads the calls.
    ///
    /// # Errors
    /// A call of something that is not a function: OpenCL C has no function pointers (§6.11.a).
    pub(super) fn of(module: &Module<'c>) -> Result<Self, String> {
        let order: Vec<_> = module
            .functions()
            .into_iter()
            .filter(|function| !function.is_declaration())
            .collect();
        let mut callees = HashMap::new();
        let mut call_counts = HashMap::new();
        for &function in &order {
            let mut list = Vec::new();
            for instruction in function.instructions() {
                if instruction.opcode() != Opcode::LLVMCall {
                    continue;
                }
                let callee = instruction.called_function().ok_or_else(|| {
                    format!("error: '{}' calls through a pointer", source_name(function))
                })?;
                *call_counts.entry(callee).or_insert(0) += 1;
                if !list.contains(&callee) {
                    list.push(callee);
                }
            }
            callees.insert(function, list);
        }
        Ok(Self {
            callees,
            call_counts,
            order,
        })
    }

    fn callees(&self, function: Function<'c>) -> &[Function<'c>] {
        self.callees.get(&function).map_or(&[], Vec::as_slice)
    }

    /// What is called but nowhere defined, one line each.
    pub(super) fn undefined(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for &function in &self.order {
            for callee in self.callees(function) {
                let name = callee.name();
                let known = callee.is_intrinsic()
                    || INTRINSICS.contains(&name.as_str())
                    || avx512::is_known(&name);
                if callee.is_declaration() && !known {
                    lines.push(format!(
                        "error: undefined function '{}', called by '{}'",
                        source_name(*callee),
                        source_name(function)
                    ));
                }
            }
        }
        lines
    }

    /// Functions that call themselves, directly or not, one line each (§6.11.i forbids it).
    pub(super) fn recursion(&self) -> Vec<String> {
        self.order
            .iter()
            .filter(|&&function| self.reachable(function).contains(&function))
            .map(|&function| {
                format!(
                    "error: recursion is not supported: '{}' calls itself",
                    source_name(function)
                )
            })
            .collect()
    }

    /// What is called from `function`, directly or not.
    fn reachable(&self, function: Function<'c>) -> HashSet<Function<'c>> {
        let mut found = HashSet::new();
        let mut work = vec![function];
        while let Some(next) = work.pop() {
            for &callee in self.callees(next) {
                if found.insert(callee) {
                    work.push(callee);
                }
            }
        }
        found
    }

    /// Functions that stay functions.
    fn kept(
        &self,
        kernels: &HashSet<Function<'c>>,
        bound: &HashSet<Function<'c>>,
    ) -> HashSet<Function<'c>> {
        let mut kept: HashSet<_> = self
            .order
            .iter()
            .filter(|function| function.has_attribute("noinline") && !bound.contains(function))
            .copied()
            .collect();
        let sizes = self.expanded_sizes(&kept, u64::MAX);
        let total = kernels
            .iter()
            .map(|kernel| sizes[kernel])
            .fold(0, u64::saturating_add);
        if total > LARGE_PROGRAM {
            let sizes = self.expanded_sizes(&kept, LARGE_FUNCTION);
            let large = self.order.iter().filter(|function| {
                sizes[function] > LARGE_FUNCTION
                    && self
                        .call_counts
                        .get(function)
                        .is_some_and(|&count| count > 1)
                    && !kernels.contains(function)
                    && !bound.contains(function)
            });
            kept.extend(large);
        }
        kept
    }

    /// Instructions of each function with all that is inlined into it; what is `kept`, or has more than `limit`
    /// instructions and several callers, is not.
    fn expanded_sizes(
        &self,
        kept: &HashSet<Function<'c>>,
        limit: u64,
    ) -> HashMap<Function<'c>, u64> {
        let mut sizes = HashMap::new();
        // Callees come first; there is no recursion.
        let mut work: Vec<(Function<'c>, bool)> = self
            .order
            .iter()
            .map(|&function| (function, false))
            .collect();
        while let Some((function, callees_done)) = work.pop() {
            if sizes.contains_key(&function) {
                continue;
            }
            if !callees_done {
                work.push((function, true));
                work.extend(self.callees(function).iter().map(|&callee| (callee, false)));
                continue;
            }
            let mut size = 0_u64;
            for instruction in function.instructions() {
                let inlined = instruction.called_function().and_then(|callee| {
                    let size = *sizes.get(&callee)?;
                    let single = self.call_counts.get(&callee) == Some(&1);
                    (!kept.contains(&callee) && (size <= limit || single)).then_some(size)
                });
                size = size.saturating_add(inlined.unwrap_or(1));
            }
            sizes.insert(function, size);
        }
        sizes
    }

    /// Functions that must become part of their kernels: they, or what they call, refer to the work-item,
    /// to the launch, or to variables that have a place in one of its memories.
    fn bound_to_launch(&self, module: &Module<'c>) -> HashSet<Function<'c>> {
        let mut bound: HashSet<_> = module
            .functions()
            .into_iter()
            .filter(|function| INTRINSICS.contains(&function.name().as_str()))
            .collect();
        let in_block = super::program::members(module);
        for variable in module.globals() {
            if variable.address_space() == 3 || in_block.contains(&variable) {
                variable.expand_constant_users();
                bound.extend(super::fields::using_functions(variable.value()));
            }
        }
        loop {
            let before = bound.len();
            for (&function, callees) in &self.callees {
                if callees.iter().any(|callee| bound.contains(callee)) {
                    bound.insert(function);
                }
            }
            if bound.len() == before {
                return bound;
            }
        }
    }
}

/// A function's name as the source has it.
fn source_name(function: Function<'_>) -> String {
    let name = function.name();
    demangle(name.strip_prefix("__clang_ocl_kern_imp_").unwrap_or(&name))
}

/// Makes all but the kernels internal. Before the built-in library is linked, so that its names and the
/// program's do not meet.
pub(super) fn internalise(module: &Module<'_>) {
    let kernels: HashSet<_> = kernels(module).into_iter().collect();
    for function in module.functions() {
        if !function.is_declaration() && !kernels.contains(&function) {
            function.set_linkage(Linkage::LLVMInternalLinkage);
        }
    }
    for variable in module.globals() {
        if variable.initializer().is_some() {
            variable.set_linkage(Linkage::LLVMInternalLinkage);
        }
    }
}

/// Instructions that the kernels of a program may have together before inlining is held back.
const LARGE_PROGRAM: u64 = 200_000;
/// Instructions of a function that is then kept, unless it has a single caller.
const LARGE_FUNCTION: u64 = 2_000;

/// Marks the functions that are to be inlined. All are, because a call is made for each work-item, whereas code in
/// the kernel is done for many at once. Two kinds of functions stay, unless they are bound to the launch: those that
/// are `noinline` (rare paths of the built-in library), and large ones of programs that would grow too large.
pub(super) fn mark_inlined<'c>(module: &Module<'c>, graph: &CallGraph<'c>) {
    let kernels: HashSet<_> = kernels(module).into_iter().collect();
    let bound = graph.bound_to_launch(module);
    let kept = graph.kept(&kernels, &bound);
    let place = AttributePlace::Function;
    for &function in &graph.order {
        function.remove_attribute(place, "optnone");
        for instruction in function.instructions() {
            if instruction.opcode() == Opcode::LLVMCall {
                // The conventions of SPIR mean nothing to X86.
                instruction.set_call_convention(C_CALL);
                instruction.remove_call_attribute("noinline");
            }
        }
        if kernels.contains(&function) {
            continue;
        }
        function.set_call_convention(C_CALL);
        if kept.contains(&function) {
            function.remove_attribute(place, "alwaysinline");
            function.add_attribute(module.context(), place, "noinline", 0);
        } else {
            function.remove_attribute(place, "noinline");
            function.add_attribute(module.context(), place, "alwaysinline", 0);
        }
    }
    for function in module.functions() {
        if function.is_declaration() && !function.is_intrinsic() {
            function.set_call_convention(C_CALL);
        }
    }
}
