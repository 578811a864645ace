declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
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
  %16 = load ptr addrspace(1), ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 0
  %18 = load ptr, ptr %17, align 8
  %19 = getelementptr i8, ptr %18, i64 16
  %20 = load i32, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 64
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 16
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 136
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 56
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 128
  %30 = load i64, ptr %29, align 8
  %31 = mul i64 %6, %8
  %32 = icmp eq i64 %31, 1
  %33 = icmp eq i64 %4, 0
  %34 = select i1 %33, i64 1, i64 %4
  %35 = udiv i64 16, %34
  %36 = icmp ult i64 %35, 1
  %37 = select i1 %36, i64 1, i64 %35
  %38 = select i1 %32, i64 %1, i64 %37
  %39 = and i64 %4, 3
  %40 = icmp eq i64 %39, 0
  %41 = icmp ult i64 15, %4
  %42 = select i1 %32, i1 %41, i1 %40
  %43 = and i1 %40, %42
  %merged = select i1 %43, i64 1, i64 %38
  %44 = getelementptr i8, ptr %0, i64 8
  %45 = load i64, ptr %44, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %151, %group.next ]
  %group.id = add i64 %45, %group1
  %46 = sub i64 %1, %group1
  %47 = icmp ult i64 %46, %merged
  %48 = select i1 %47, i64 %46, i64 %merged
  %items = mul i64 %4, %48
  %49 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %49, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %plane.done, %region
  %z2 = phi i64 [ 0, %region ], [ %149, %plane.done ]
  %50 = icmp ult i64 %items, 4
  %51 = icmp uge i64 %6, 2
  %52 = and i1 %50, %51
  br i1 %52, label %columns, label %rows

columns:                                          ; preds = %z
  br label %x

x:                                                ; preds = %row.done, %columns
  %x3 = phi i64 [ 0, %columns ], [ %105, %row.done ]
  %full = and i64 %6, -4
  %53 = icmp ult i64 0, %full
  br i1 %53, label %vectors, label %rest

vectors:                                          ; preds = %x
  br label %x4

x4:                                               ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %74, %items.next ]
  %item = add i64 0, %x5
  br label %body

body:                                             ; preds = %x4
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %54 = mul i64 %26, %24
  %55 = add i64 %22, %54
  %56 = add i64 %55, %x5
  %57 = zext i32 %20 to i64
  %58 = insertelement <4 x i64> poison, i64 %56, i32 0
  %59 = shufflevector <4 x i64> %58, <4 x i64> poison, <4 x i32> zeroinitializer
  %60 = add <4 x i64> %59, <i64 0, i64 1, i64 2, i64 3>
  %61 = insertelement <4 x i64> poison, i64 %57, i32 0
  %62 = shufflevector <4 x i64> %61, <4 x i64> poison, <4 x i32> zeroinitializer
  %63 = mul <4 x i64> %60, %62
  %64 = mul i64 %30, %group.id
  %65 = add i64 %28, %64
  %66 = add i64 %65, %x3
  %67 = insertelement <4 x i64> poison, i64 %66, i32 0
  %68 = shufflevector <4 x i64> %67, <4 x i64> poison, <4 x i32> zeroinitializer
  %69 = add <4 x i64> %63, %68
  %70 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %69
  %71 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %70, <4 x i1> splat (i1 true), <4 x float> poison)
  %72 = fmul <4 x float> %71, splat (float 2.000000e+00)
  %73 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <4 x i64> %69
  call void @llvm.masked.scatter.v4f32.v4p1(<4 x float> %72, <4 x ptr addrspace(1)> align 4 %73, <4 x i1> splat (i1 true))
  br label %body8

body8:                                            ; preds = %body7
  br label %items.next

items.next:                                       ; preds = %body8
  %74 = add nuw i64 %x5, 4
  %75 = icmp ult i64 %74, %full
  br i1 %75, label %x4, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %x
  %76 = icmp ult i64 %full, %6
  br i1 %76, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x9

x9:                                               ; preds = %items.next11, %partial
  %x10 = phi i64 [ %full, %partial ], [ %103, %items.next11 ]
  %77 = sub i64 %6, %x10
  %78 = icmp ult i64 %77, 4
  %79 = select i1 %78, i64 %77, i64 4
  %80 = trunc i64 %79 to i32
  %81 = insertelement <4 x i32> poison, i32 %80, i32 0
  %82 = shufflevector <4 x i32> %81, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %82
  %item12 = add i64 0, %x10
  br label %body13

body13:                                           ; preds = %x9
  br label %body14

body14:                                           ; preds = %body13
  br label %body15

body15:                                           ; preds = %body14
  %83 = mul i64 %26, %24
  %84 = add i64 %22, %83
  %85 = add i64 %84, %x10
  %86 = zext i32 %20 to i64
  %87 = insertelement <4 x i64> poison, i64 %85, i32 0
  %88 = shufflevector <4 x i64> %87, <4 x i64> poison, <4 x i32> zeroinitializer
  %89 = add <4 x i64> %88, <i64 0, i64 1, i64 2, i64 3>
  %90 = insertelement <4 x i64> poison, i64 %86, i32 0
  %91 = shufflevector <4 x i64> %90, <4 x i64> poison, <4 x i32> zeroinitializer
  %92 = mul <4 x i64> %89, %91
  %93 = mul i64 %30, %group.id
  %94 = add i64 %28, %93
  %95 = add i64 %94, %x3
  %96 = insertelement <4 x i64> poison, i64 %95, i32 0
  %97 = shufflevector <4 x i64> %96, <4 x i64> poison, <4 x i32> zeroinitializer
  %98 = add <4 x i64> %92, %97
  %99 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %98
  %100 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %99, <4 x i1> %lanes, <4 x float> poison)
  %101 = fmul <4 x float> %100, splat (float 2.000000e+00)
  %102 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <4 x i64> %98
  call void @llvm.masked.scatter.v4f32.v4p1(<4 x float> %101, <4 x ptr addrspace(1)> align 4 %102, <4 x i1> %lanes)
  br label %body16

body16:                                           ; preds = %body15
  br label %items.next11

items.next11:                                     ; preds = %body16
  %103 = add nuw i64 %x10, 4
  %104 = icmp ult i64 %103, %6
  br i1 %104, label %x9, label %after17

after17:                                          ; preds = %items.next11
  br label %row.done

row.done:                                         ; preds = %after17, %rest
  %105 = add nuw i64 %x3, 1
  %106 = icmp ult i64 %105, %items
  br i1 %106, label %x, label %after18

after18:                                          ; preds = %row.done
  br label %plane.done

rows:                                             ; preds = %z
  br label %y

y:                                                ; preds = %row.done33, %rows
  %y19 = phi i64 [ 0, %rows ], [ %147, %row.done33 ]
  %107 = mul i64 %z2, %6
  %108 = add i64 %107, %y19
  %row = mul i64 %108, %4
  %full20 = and i64 %items, -4
  %109 = icmp ult i64 0, %full20
  br i1 %109, label %vectors21, label %rest22

vectors21:                                        ; preds = %y
  br label %x23

x23:                                              ; preds = %items.next25, %vectors21
  %x24 = phi i64 [ 0, %vectors21 ], [ %123, %items.next25 ]
  %item26 = add i64 %row, %x24
  br label %body27

body27:                                           ; preds = %x23
  br label %body28

body28:                                           ; preds = %body27
  br label %body29

body29:                                           ; preds = %body28
  %110 = mul i64 %26, %24
  %111 = add i64 %22, %110
  %112 = add i64 %111, %y19
  %113 = zext i32 %20 to i64
  %114 = mul i64 %112, %113
  %115 = mul i64 %30, %group.id
  %116 = add i64 %28, %115
  %117 = add i64 %116, %x24
  %118 = add i64 %114, %117
  %119 = getelementptr float, ptr addrspace(1) %16, i64 %118
  %120 = load <4 x float>, ptr addrspace(1) %119, align 4
  %121 = fmul <4 x float> %120, splat (float 2.000000e+00)
  %122 = getelementptr float, ptr addrspace(1) %12, i64 %118
  store <4 x float> %121, ptr addrspace(1) %122, align 4
  br label %body30

body30:                                           ; preds = %body29
  br label %items.next25

items.next25:                                     ; preds = %body30
  %123 = add nuw i64 %x24, 4
  %124 = icmp ult i64 %123, %full20
  br i1 %124, label %x23, label %after31

after31:                                          ; preds = %items.next25
  br label %rest22

rest22:                                           ; preds = %after31, %y
  %125 = icmp ult i64 %full20, %items
  br i1 %125, label %partial32, label %row.done33

partial32:                                        ; preds = %rest22
  br label %x34

x34:                                              ; preds = %items.next37, %partial32
  %x35 = phi i64 [ %full20, %partial32 ], [ %145, %items.next37 ]
  %126 = sub i64 %items, %x35
  %127 = icmp ult i64 %126, 4
  %128 = select i1 %127, i64 %126, i64 4
  %129 = trunc i64 %128 to i32
  %130 = insertelement <4 x i32> poison, i32 %129, i32 0
  %131 = shufflevector <4 x i32> %130, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes36 = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %131
  %item38 = add i64 %row, %x35
  br label %body39

body39:                                           ; preds = %x34
  br label %body40

body40:                                           ; preds = %body39
  br label %body41

body41:                                           ; preds = %body40
  %132 = mul i64 %26, %24
  %133 = add i64 %22, %132
  %134 = add i64 %133, %y19
  %135 = zext i32 %20 to i64
  %136 = mul i64 %134, %135
  %137 = mul i64 %30, %group.id
  %138 = add i64 %28, %137
  %139 = add i64 %138, %x35
  %140 = add i64 %136, %139
  %141 = getelementptr float, ptr addrspace(1) %16, i64 %140
  %142 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %141, <4 x i1> %lanes36, <4 x float> poison)
  %143 = fmul <4 x float> %142, splat (float 2.000000e+00)
  %144 = getelementptr float, ptr addrspace(1) %12, i64 %140
  call void @llvm.masked.store.v4f32.p1(<4 x float> %143, ptr addrspace(1) align 4 %144, <4 x i1> %lanes36)
  br label %body42

body42:                                           ; preds = %body41
  br label %items.next37

items.next37:                                     ; preds = %body42
  %145 = add nuw i64 %x35, 4
  %146 = icmp ult i64 %145, %items
  br i1 %146, label %x34, label %after43

after43:                                          ; preds = %items.next37
  br label %row.done33

row.done33:                                       ; preds = %after43, %rest22
  %147 = add nuw i64 %y19, 1
  %148 = icmp ult i64 %147, %6
  br i1 %148, label %y, label %after44

after44:                                          ; preds = %row.done33
  br label %plane.done

plane.done:                                       ; preds = %after44, %after18
  %149 = add nuw i64 %z2, 1
  %150 = icmp ult i64 %149, %8
  br i1 %150, label %z, label %after45

after45:                                          ; preds = %plane.done
  br label %group.next

group.next:                                       ; preds = %after45
  %151 = add nuw i64 %group1, %merged
  %152 = icmp ult i64 %151, %1
  br i1 %152, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)>, <4 x i1>, <4 x float>)

declare void @llvm.masked.scatter.v4f32.v4p1(<4 x float>, <4 x ptr addrspace(1)>, <4 x i1>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

