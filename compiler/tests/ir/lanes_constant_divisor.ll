declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @divide.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %2 = icmp eq i64 %1, 0
  br i1 %2, label %done, label %setup

setup:                                            ; preds = %entry
  %3 = getelementptr i8, ptr %0, i64 104
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr i8, ptr %0, i64 112
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr i8, ptr %0, i64 120
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr i8, ptr %0, i64 0
  %10 = load ptr, ptr %9, align 8
  %11 = getelementptr i8, ptr %10, i64 0
  %12 = load ptr addrspace(1), ptr %11, align 1
  %13 = getelementptr i8, ptr %0, i64 0
  %14 = load ptr, ptr %13, align 8
  %15 = getelementptr i8, ptr %14, i64 8
  %16 = load double, ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr i8, ptr %0, i64 128
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 8
  %22 = load i64, ptr %21, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %82, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %80, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %78, %row.done ]
  %24 = mul i64 %z2, %6
  %25 = add i64 %24, %y3
  %row = mul i64 %25, %4
  %full = and i64 %4, -4
  %26 = icmp ult i64 0, %full
  br i1 %26, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %47, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %27 = mul i64 %20, %group.id
  %28 = getelementptr double, ptr addrspace(1) %12, i64 %18
  %29 = getelementptr double, ptr addrspace(1) %28, i64 %27
  %30 = getelementptr double, ptr addrspace(1) %29, i64 %x4
  %31 = load <4 x double>, ptr addrspace(1) %30, align 8
  %32 = call <4 x double> @__mirrorcl_divide.v4.4048800000000000(<4 x double> %31)
  %33 = call <4 x double> @__mirrorcl_divide.v4.4039000000000000(<4 x double> %31)
  %34 = fadd <4 x double> %32, %33
  %35 = fmul <4 x double> %31, splat (double 2.500000e-01)
  %36 = fadd <4 x double> %34, %35
  %37 = insertelement <4 x double> poison, double %16, i32 0
  %38 = shufflevector <4 x double> %37, <4 x double> poison, <4 x i32> zeroinitializer
  %39 = fdiv <4 x double> %31, %38
  %40 = fadd <4 x double> %36, %39
  %41 = fdiv <4 x double> %31, splat (double 1.000000e+300)
  %42 = fadd <4 x double> %40, %41
  %43 = fdiv double %16, 4.900000e+01
  %44 = insertelement <4 x double> poison, double %43, i32 0
  %45 = shufflevector <4 x double> %44, <4 x double> poison, <4 x i32> zeroinitializer
  %46 = fadd <4 x double> %42, %45
  store <4 x double> %46, ptr addrspace(1) %30, align 8
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %47 = add nuw i64 %x4, 4
  %48 = icmp ult i64 %47, %full
  br i1 %48, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %49 = icmp ult i64 %full, %4
  br i1 %49, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %76, %items.next10 ]
  %50 = sub i64 %4, %x9
  %51 = icmp ult i64 %50, 4
  %52 = select i1 %51, i64 %50, i64 4
  %53 = trunc i64 %52 to i32
  %54 = insertelement <4 x i32> poison, i32 %53, i32 0
  %55 = shufflevector <4 x i32> %54, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %55
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %56 = mul i64 %20, %group.id
  %57 = getelementptr double, ptr addrspace(1) %12, i64 %18
  %58 = getelementptr double, ptr addrspace(1) %57, i64 %56
  %59 = getelementptr double, ptr addrspace(1) %58, i64 %x9
  %60 = call <4 x double> @llvm.masked.load.v4f64.p1(ptr addrspace(1) align 8 %59, <4 x i1> %lanes, <4 x double> poison)
  %61 = call <4 x double> @__mirrorcl_divide.v4.4048800000000000(<4 x double> %60)
  %62 = call <4 x double> @__mirrorcl_divide.v4.4039000000000000(<4 x double> %60)
  %63 = fadd <4 x double> %61, %62
  %64 = fmul <4 x double> %60, splat (double 2.500000e-01)
  %65 = fadd <4 x double> %63, %64
  %66 = insertelement <4 x double> poison, double %16, i32 0
  %67 = shufflevector <4 x double> %66, <4 x double> poison, <4 x i32> zeroinitializer
  %68 = fdiv <4 x double> %60, %67
  %69 = fadd <4 x double> %65, %68
  %70 = fdiv <4 x double> %60, splat (double 1.000000e+300)
  %71 = fadd <4 x double> %69, %70
  %72 = fdiv double %16, 4.900000e+01
  %73 = insertelement <4 x double> poison, double %72, i32 0
  %74 = shufflevector <4 x double> %73, <4 x double> poison, <4 x i32> zeroinitializer
  %75 = fadd <4 x double> %71, %74
  call void @llvm.masked.store.v4f64.p1(<4 x double> %75, ptr addrspace(1) align 8 %59, <4 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %76 = add nuw i64 %x9, 4
  %77 = icmp ult i64 %76, %4
  br i1 %77, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %78 = add nuw i64 %y3, 1
  %79 = icmp ult i64 %78, %6
  br i1 %79, label %y, label %after17

after17:                                          ; preds = %row.done
  %80 = add nuw i64 %z2, 1
  %81 = icmp ult i64 %80, %8
  br i1 %81, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %82 = add nuw i64 %group1, 1
  %83 = icmp ult i64 %82, %1
  br i1 %83, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x double> @llvm.masked.load.v4f64.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x double>)

declare void @llvm.masked.store.v4f64.p1(<4 x double>, ptr addrspace(1) captures(none), <4 x i1>)

define internal <4 x double> @__mirrorcl_divide.v4.4048800000000000(<4 x double> %0) {
entry:
  %1 = fmul <4 x double> %0, splat (double 0x3C3E0A72F0539782)
  %2 = call <4 x double> @llvm.fma.v4f64(<4 x double> %0, <4 x double> splat (double 0x3F94E5E0A72F0539), <4 x double> %1)
  %3 = call <4 x double> @llvm.fma.v4f64(<4 x double> %2, <4 x double> splat (double -4.900000e+01), <4 x double> %0)
  %4 = call <4 x double> @llvm.fma.v4f64(<4 x double> %3, <4 x double> splat (double 0x3F94E5E0A72F0539), <4 x double> %2)
  %5 = freeze <4 x double> %0
  %6 = bitcast <4 x double> %5 to <4 x i64>
  %7 = add <4 x i64> %6, %6
  %8 = add <4 x i64> %7, splat (i64 6917529027641081856)
  %9 = icmp sge <4 x i64> %8, splat (i64 4611686018427387904)
  %10 = bitcast <4 x i1> %9 to i4
  %11 = icmp ne i4 %10, 0
  br i1 %11, label %divide, label %done

divide:                                           ; preds = %entry
  %12 = fdiv <4 x double> %0, splat (double 4.900000e+01)
  ret <4 x double> %12

done:                                             ; preds = %entry
  ret <4 x double> %4
}

declare <4 x double> @llvm.fma.v4f64(<4 x double>, <4 x double>, <4 x double>)

define internal <4 x double> @__mirrorcl_divide.v4.4039000000000000(<4 x double> %0) {
entry:
  %1 = fmul <4 x double> %0, splat (double 4.000000e-02)
  %2 = call <4 x double> @llvm.fma.v4f64(<4 x double> %1, <4 x double> splat (double -2.500000e+01), <4 x double> %0)
  %3 = call <4 x double> @llvm.fma.v4f64(<4 x double> %2, <4 x double> splat (double 4.000000e-02), <4 x double> %1)
  %4 = freeze <4 x double> %0
  %5 = bitcast <4 x double> %4 to <4 x i64>
  %6 = add <4 x i64> %5, %5
  %7 = add <4 x i64> %6, splat (i64 6917529027641081856)
  %8 = icmp sge <4 x i64> %7, splat (i64 4611686018427387904)
  %9 = bitcast <4 x i1> %8 to i4
  %10 = icmp ne i4 %9, 0
  br i1 %10, label %divide, label %done

divide:                                           ; preds = %entry
  %11 = fdiv <4 x double> %0, splat (double 2.500000e+01)
  ret <4 x double> %11

done:                                             ; preds = %entry
  ret <4 x double> %3
}

