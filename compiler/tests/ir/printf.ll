@.str = internal unnamed_addr addrspace(2) constant [6 x i8] c"none\0A\00", align 1
@.str.1 = internal unnamed_addr addrspace(2) constant [14 x i8] c"%d %v3hlf %s\0A\00", align 1
@.str.2 = internal unnamed_addr addrspace(2) constant [5 x i8] c"text\00", align 1

define dso_local spir_kernel void @say(i32 noundef %x, <3 x float> noundef %v) {
entry:
  %0 = alloca [432 x i8], align 16
  %extractVec = shufflevector <3 x float> %v, <3 x float> undef, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %extractVec.i = shufflevector <3 x float> %v, <3 x float> undef, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %1 = call ptr @__mirrorcl_context()
  %2 = call i32 @__mirrorcl_printf(ptr %1, ptr addrspacecast (ptr addrspace(2) @.str to ptr), ptr null, i32 0)
  %cmp.i = icmp sgt i32 %x, 0
  br i1 %cmp.i, label %if.then.i, label %__clang_ocl_kern_imp_say.exit

if.then.i:                                        ; preds = %entry
  %3 = getelementptr inbounds i8, ptr %0, i64 0
  %4 = getelementptr inbounds i8, ptr %3, i64 0
  store i32 2, ptr %4, align 4
  %5 = getelementptr inbounds i8, ptr %3, i64 4
  store i32 1, ptr %5, align 4
  %6 = getelementptr inbounds i8, ptr %3, i64 8
  store i64 0, ptr %6, align 8
  %7 = getelementptr inbounds i8, ptr %3, i64 16
  store i32 %x, ptr %7, align 16
  %8 = getelementptr inbounds i8, ptr %0, i64 144
  %9 = getelementptr inbounds i8, ptr %8, i64 0
  store i32 5, ptr %9, align 4
  %10 = getelementptr inbounds i8, ptr %8, i64 4
  store i32 3, ptr %10, align 4
  %11 = getelementptr inbounds i8, ptr %8, i64 8
  store i64 0, ptr %11, align 8
  %12 = getelementptr inbounds i8, ptr %8, i64 16
  store <3 x float> %v, ptr %12, align 16
  %13 = getelementptr inbounds i8, ptr %0, i64 288
  %14 = getelementptr inbounds i8, ptr %13, i64 0
  store i32 7, ptr %14, align 4
  %15 = getelementptr inbounds i8, ptr %13, i64 4
  store i32 1, ptr %15, align 4
  %16 = getelementptr inbounds i8, ptr %13, i64 8
  store i64 0, ptr %16, align 8
  %17 = getelementptr inbounds i8, ptr %13, i64 16
  store ptr addrspace(2) @.str.2, ptr %17, align 16
  %18 = call ptr @__mirrorcl_context()
  %19 = call i32 @__mirrorcl_printf(ptr %18, ptr addrspacecast (ptr addrspace(2) @.str.1 to ptr), ptr %0, i32 3)
  br label %__clang_ocl_kern_imp_say.exit

__clang_ocl_kern_imp_say.exit:                    ; preds = %entry, %if.then.i
  ret void
}

define internal i32 @__mirrorcl_printf(ptr %0, ptr %1, ptr %2, i32 %3) {
entry:
  %4 = getelementptr inbounds i8, ptr %0, i64 200
  %5 = load ptr, ptr %4, align 8
  %6 = getelementptr inbounds i8, ptr %5, i64 8
  %7 = load ptr, ptr %6, align 8
  %8 = call i32 %7(ptr %0, ptr %1, ptr %2, i32 %3)
  ret i32 %8
}

declare ptr @__mirrorcl_context()

