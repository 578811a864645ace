//! Functions that ask for the work-item are inlined, so that only kernels do.

use super::Error;
use crate::kir::Constant;
use llvm_sys::{
    LLVMAttributeFunctionIndex, LLVMCallConv,
    core::*,
    error::LLVMConsumeError,
    prelude::{LLVMModuleRef, LLVMValueRef},
    transforms::pass_builder::{
        LLVMCreatePassBuilderOptions, LLVMDisposePassBuilderOptions, LLVMRunPasses,
    },
};

const INTRINSICS: [&std::ffi::CStr; 9] = [
    c"__mirrorcl_context",
    c"__mirrorcl_local_id",
    c"__mirrorcl_barrier",
    c"__mirrorcl_sub_group",
    c"__mirrorcl_sub_group_active",
    c"__mirrorcl_sub_group_barrier",
    c"__mirrorcl_sub_group_item",
    c"__mirrorcl_sub_group_memory",
    c"__mirrorcl_sub_group_size",
];

/// Inlines into `kernel` (and other kernels) all functions that use the intrinsics, directly or not.
pub(super) unsafe fn item_functions(
    module: LLVMModuleRef,
    kernel: LLVMValueRef,
) -> Result<(), Error> {
    // SAFETY: the caller's module and a kernel of it.
    unsafe {
        let functions = users(module, kernel);
        if functions.is_empty() {
            return Ok(());
        }
        for &function in &functions {
            force_inline(function);
        }
        let options = LLVMCreatePassBuilderOptions();
        let error = LLVMRunPasses(
            module,
            c"always-inline".as_ptr(),
            std::ptr::null_mut(),
            options,
        );
        LLVMDisposePassBuilderOptions(options);
        if !error.is_null() {
            LLVMConsumeError(error);
        }
        let reached = users(module, kernel);
        match reached
            .iter()
            .find(|&&function| callers(function).contains(&kernel))
        {
            Some(&function) => Err(Error::Recursion(Constant::from_raw(function).name())),
            None => Ok(()),
        }
    }
}

/// The functions other than kernels that use the intrinsics, directly or not.
unsafe fn users(module: LLVMModuleRef, kernel: LLVMValueRef) -> Vec<LLVMValueRef> {
    let mut found: Vec<LLVMValueRef> = Vec::new();
    let mut pending: Vec<LLVMValueRef> = Vec::new();
    // SAFETY: a valid module; all functions found are alive.
    unsafe {
        for name in INTRINSICS {
            let intrinsic = LLVMGetNamedFunction(module, name.as_ptr());
            if !intrinsic.is_null() {
                pending.push(intrinsic);
            }
        }
        while let Some(function) = pending.pop() {
            for caller in callers(function) {
                let is_kernel = caller == kernel
                    || LLVMGetFunctionCallConv(caller)
                        == LLVMCallConv::LLVMSPIRKERNELCallConv as u32;
                if !is_kernel && !found.contains(&caller) {
                    found.push(caller);
                    pending.push(caller);
                }
            }
        }
    }
    found
}

/// The functions that call this one.
unsafe fn callers(function: LLVMValueRef) -> Vec<LLVMValueRef> {
    let mut callers = Vec::new();
    // SAFETY: an alive function, whose uses are walked to their end.
    unsafe {
        let mut current = LLVMGetFirstUse(function);
        while !current.is_null() {
            let user = LLVMGetUser(current);
            if !LLVMIsACallInst(user).is_null() {
                callers.push(LLVMGetBasicBlockParent(LLVMGetInstructionParent(user)));
            }
            current = LLVMGetNextUse(current);
        }
    }
    callers
}

unsafe fn force_inline(function: LLVMValueRef) {
    let kind = |name: &str| {
        // SAFETY: the name is given by its bytes.
        unsafe { LLVMGetEnumAttributeKindForName(name.as_ptr().cast(), name.len()) }
    };
    // SAFETY: an alive function, whose uses are walked to their end.
    unsafe {
        let context = LLVMGetModuleContext(LLVMGetGlobalParent(function));
        for name in ["noinline", "optnone"] {
            LLVMRemoveEnumAttributeAtIndex(function, LLVMAttributeFunctionIndex, kind(name));
        }
        let always = LLVMCreateEnumAttribute(context, kind("alwaysinline"), 0);
        LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, always);
        let mut current = LLVMGetFirstUse(function);
        while !current.is_null() {
            let user = LLVMGetUser(current);
            if !LLVMIsACallInst(user).is_null() {
                LLVMRemoveCallSiteEnumAttribute(user, LLVMAttributeFunctionIndex, kind("noinline"));
            }
            current = LLVMGetNextUse(current);
        }
    }
}
