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
  %group1 = phi i64 [ 0, %setup ], [ %79, %group.next ]
  %group.id = add i64 %22, %group1
  %23 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %23, align 8
  br label %region

region:                                           ; preds = %group
  %24 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %77, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -4
  %25 = icmp ult i64 0, %full
  br i1 %25, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %46, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %26 = mul i64 %20, %group.id
  %27 = getelementptr double, ptr addrspace(1) %12, i64 %18
  %28 = getelementptr double, ptr addrspace(1) %27, i64 %26
  %29 = getelementptr double, ptr addrspace(1) %28, i64 %x4
  %30 = load <4 x double>, ptr addrspace(1) %29, align 8
  %31 = call <4 x double> @__mirrorcl_divide.v4.4048800000000000(<4 x double> %30)
  %32 = call <4 x double> @__mirrorcl_divide.v4.4039000000000000(<4 x double> %30)
  %33 = fadd <4 x double> %31, %32
  %34 = fmul <4 x double> %30, splat (double 2.500000e-01)
  %35 = fadd <4 x double> %33, %34
  %36 = insertelement <4 x double> poison, double %16, i32 0
  %37 = shufflevector <4 x double> %36, <4 x double> poison, <4 x i32> zeroinitializer
  %38 = fdiv <4 x double> %30, %37
  %39 = fadd <4 x double> %35, %38
  %40 = fdiv <4 x double> %30, splat (double 1.000000e+300)
  %41 = fadd <4 x double> %39, %40
  %42 = fdiv double %16, 4.900000e+01
  %43 = insertelement <4 x double> poison, double %42, i32 0
  %44 = shufflevector <4 x double> %43, <4 x double> poison, <4 x i32> zeroinitializer
  %45 = fadd <4 x double> %41, %44
  store <4 x double> %45, ptr addrspace(1) %29, align 8
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %46 = add nuw i64 %x4, 4
  %47 = icmp ult i64 %46, %full
  br i1 %47, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %48 = icmp ult i64 %full, %4
  br i1 %48, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %75, %items.next10 ]
  %49 = sub i64 %4, %x9
  %50 = icmp ult i64 %49, 4
  %51 = select i1 %50, i64 %49, i64 4
  %52 = trunc i64 %51 to i32
  %53 = insertelement <4 x i32> poison, i32 %52, i32 0
  %54 = shufflevector <4 x i32> %53, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %54
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %55 = mul i64 %20, %group.id
  %56 = getelementptr double, ptr addrspace(1) %12, i64 %18
  %57 = getelementptr double, ptr addrspace(1) %56, i64 %55
  %58 = getelementptr double, ptr addrspace(1) %57, i64 %x9
  %59 = call <4 x double> @llvm.masked.load.v4f64.p1(ptr addrspace(1) align 8 %58, <4 x i1> %lanes, <4 x double> poison)
  %60 = call <4 x double> @__mirrorcl_divide.v4.4048800000000000(<4 x double> %59)
  %61 = call <4 x double> @__mirrorcl_divide.v4.4039000000000000(<4 x double> %59)
  %62 = fadd <4 x double> %60, %61
  %63 = fmul <4 x double> %59, splat (double 2.500000e-01)
  %64 = fadd <4 x double> %62, %63
  %65 = insertelement <4 x double> poison, double %16, i32 0
  %66 = shufflevector <4 x double> %65, <4 x double> poison, <4 x i32> zeroinitializer
  %67 = fdiv <4 x double> %59, %66
  %68 = fadd <4 x double> %64, %67
  %69 = fdiv <4 x double> %59, splat (double 1.000000e+300)
  %70 = fadd <4 x double> %68, %69
  %71 = fdiv double %16, 4.900000e+01
  %72 = insertelement <4 x double> poison, double %71, i32 0
  %73 = shufflevector <4 x double> %72, <4 x double> poison, <4 x i32> zeroinitializer
  %74 = fadd <4 x double> %70, %73
  call void @llvm.masked.store.v4f64.p1(<4 x double> %74, ptr addrspace(1) align 8 %58, <4 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %75 = add nuw i64 %x9, 4
  %76 = icmp ult i64 %75, %4
  br i1 %76, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %77 = add nuw i64 %row2, 1
  %78 = icmp ult i64 %77, %24
  br i1 %78, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %79 = add nuw i64 %group1, 1
  %80 = icmp ult i64 %79, %1
  br i1 %80, label %group, label %done

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

