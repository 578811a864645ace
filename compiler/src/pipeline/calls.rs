//! Who calls whom: what is undefined, what recurs, and what has to be inlined.

use crate::{
    kernel::kernels,
    llvm::{AttributePlace, C_CALL, Function, Linkage, Module, Opcode, demangle},
};
use std::collections::{HashMap, HashSet};

/// Functions without a body that later stages resolve.
const INTRINSICS: [&str; 4] = [
    "__mirrorcl_context",
    "__mirrorcl_local_id",
    "__mirrorcl_barrier",
    "printf",
];

/// The direct calls of a module's functions.
pub(super) struct CallGraph<'c> {
    callees: HashMap<Function<'c>, Vec<Function<'c>>>,
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
        for &function in &order {
            let mut list = Vec::new();
            for instruction in function.instructions() {
                if instruction.opcode() != Opcode::LLVMCall {
                    continue;
                }
                let callee = instruction.called_function().ok_or_else(|| {
                    format!("error: '{}' calls through a pointer", source_name(function))
                })?;
                if !list.contains(&callee) {
                    list.push(callee);
                }
            }
            callees.insert(function, list);
        }
        Ok(Self { callees, order })
    }

    fn callees(&self, function: Function<'c>) -> &[Function<'c>] {
        self.callees.get(&function).map_or(&[], Vec::as_slice)
    }

    /// What is called but nowhere defined, one line each.
    pub(super) fn undefined(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for &function in &self.order {
            for callee in self.callees(function) {
                let known = callee.is_intrinsic() || INTRINSICS.contains(&callee.name().as_str());
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

/// Marks the functions that are to be inlined: all, except those that are `noinline` (rare paths of the
/// built-in library) and not bound to the launch.
pub(super) fn prepare_inlining<'c>(module: &Module<'c>, graph: &CallGraph<'c>) {
    let kernels: HashSet<_> = kernels(module).into_iter().collect();
    let bound = graph.bound_to_launch(module);
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
        if bound.contains(&function) || !function.has_attribute("noinline") {
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
