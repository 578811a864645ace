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
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 80
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %26, %28
  %small = icmp ule i64 %29, 2130706432
  %30 = getelementptr i8, ptr %0, i64 64
  %31 = load i64, ptr %30, align 8
  %32 = getelementptr i8, ptr %0, i64 88
  %33 = load i64, ptr %32, align 8
  %34 = add i64 %31, %33
  %small1 = icmp ule i64 %34, 2130706432
  %35 = mul i64 %6, %8
  %36 = icmp eq i64 %35, 1
  %37 = icmp eq i64 %4, 0
  %38 = select i1 %37, i64 1, i64 %4
  %39 = udiv i64 16, %38
  %40 = icmp ult i64 %39, 1
  %41 = select i1 %40, i64 1, i64 %39
  %42 = select i1 %36, i64 %1, i64 %41
  %43 = and i64 %4, 3
  %44 = icmp eq i64 %43, 0
  %45 = icmp ult i64 15, %4
  %46 = select i1 %36, i1 %45, i1 %44
  %47 = and i1 %44, %46
  %merged = select i1 %47, i64 1, i64 %42
  %48 = getelementptr i8, ptr %0, i64 8
  %49 = load i64, ptr %48, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %147, %group.next ]
  %group.id = add i64 %49, %group2
  %50 = sub i64 %1, %group2
  %51 = icmp ult i64 %50, %merged
  %52 = select i1 %51, i64 %50, i64 %merged
  %items = mul i64 %4, %52
  %53 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %53, align 8
  br label %region

region:                                           ; preds = %group
  %54 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row3 = phi i64 [ 0, %region ], [ %145, %row.done ]
  %row4 = mul i64 %row3, %4
  %full = and i64 %items, -4
  %55 = select i1 %small, i64 %full, i64 0
  %56 = icmp ult i64 0, %55
  br i1 %56, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %94, %items.next ]
  %item = add i64 %row4, %x5
  br label %body

body:                                             ; preds = %x
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %57 = mul i64 %24, %group.id
  %58 = add i64 %22, %57
  %59 = add i64 %58, %x5
  %60 = trunc i64 %59 to i32
  %61 = and i64 %59, 4294967295
  %62 = getelementptr float, ptr addrspace(1) %12, i64 %61
  %63 = load <4 x float>, ptr addrspace(1) %62, align 4
  %64 = add i32 %20, -2
  %65 = sub i32 %64, %60
  %66 = insertelement <4 x i32> poison, i32 %65, i32 0
  %67 = shufflevector <4 x i32> %66, <4 x i32> poison, <4 x i32> zeroinitializer
  %68 = add <4 x i32> %67, <i32 0, i32 -1, i32 -2, i32 -3>
  %69 = zext <4 x i32> %68 to <4 x i64>
  %70 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <4 x i64> %69
  %71 = icmp uge i32 %65, 3
  %72 = freeze i1 %71
  %73 = zext i32 %65 to i64
  %74 = getelementptr float, ptr addrspace(1) %12, i64 %73
  br i1 %72, label %body8, label %body9

body8:                                            ; preds = %body7
  %75 = getelementptr float, ptr addrspace(1) %74, i64 -3
  %76 = load <4 x float>, ptr addrspace(1) %75, align 4
  %77 = shufflevector <4 x float> %76, <4 x float> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  br label %body10

body9:                                            ; preds = %body7
  %78 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %70, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body10

body10:                                           ; preds = %body9, %body8
  %79 = phi <4 x float> [ %77, %body8 ], [ %78, %body9 ]
  %80 = fsub <4 x float> %63, %79
  %81 = sub i32 -1, %60
  %82 = add i32 %20, %81
  %83 = insertelement <4 x i32> poison, i32 %82, i32 0
  %84 = shufflevector <4 x i32> %83, <4 x i32> poison, <4 x i32> zeroinitializer
  %85 = add <4 x i32> %84, <i32 0, i32 -1, i32 -2, i32 -3>
  %86 = zext <4 x i32> %85 to <4 x i64>
  %87 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %86
  %88 = icmp uge i32 %82, 3
  %89 = freeze i1 %88
  %90 = zext i32 %82 to i64
  %91 = getelementptr float, ptr addrspace(1) %16, i64 %90
  br i1 %89, label %body11, label %body12

body11:                                           ; preds = %body10
  %92 = getelementptr float, ptr addrspace(1) %91, i64 -3
  %93 = shufflevector <4 x float> %80, <4 x float> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  store <4 x float> %93, ptr addrspace(1) %92, align 4
  br label %body13

body12:                                           ; preds = %body10
  call void @llvm.masked.scatter.v4f32.v4p1(<4 x float> %80, <4 x ptr addrspace(1)> align 4 %87, <4 x i1> splat (i1 true))
  br label %body13

body13:                                           ; preds = %body12, %body11
  br label %body14

body14:                                           ; preds = %body13
  br label %items.next

items.next:                                       ; preds = %body14
  %94 = add nuw i64 %x5, 4
  %95 = icmp ult i64 %94, %55
  br i1 %95, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %96 = select i1 %small, i64 4, i64 1
  %97 = icmp ult i64 %55, %items
  br i1 %97, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x15

x15:                                              ; preds = %items.next17, %partial
  %x16 = phi i64 [ %55, %partial ], [ %143, %items.next17 ]
  %98 = sub i64 %items, %x16
  %99 = icmp ult i64 %98, %96
  %100 = select i1 %99, i64 %98, i64 %96
  %101 = trunc i64 %100 to i32
  %102 = insertelement <4 x i32> poison, i32 %101, i32 0
  %103 = shufflevector <4 x i32> %102, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %103
  %item18 = add i64 %row4, %x16
  br label %body19

body19:                                           ; preds = %x15
  br label %body20

body20:                                           ; preds = %body19
  br label %body21

body21:                                           ; preds = %body20
  %104 = mul i64 %24, %group.id
  %105 = add i64 %22, %104
  %106 = add i64 %105, %x16
  %107 = trunc i64 %106 to i32
  %108 = and i64 %106, 4294967295
  %109 = getelementptr float, ptr addrspace(1) %12, i64 %108
  %110 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %109, <4 x i1> %lanes, <4 x float> poison)
  %111 = add i32 %20, -2
  %112 = sub i32 %111, %107
  %113 = insertelement <4 x i32> poison, i32 %112, i32 0
  %114 = shufflevector <4 x i32> %113, <4 x i32> poison, <4 x i32> zeroinitializer
  %115 = add <4 x i32> %114, <i32 0, i32 -1, i32 -2, i32 -3>
  %116 = zext <4 x i32> %115 to <4 x i64>
  %117 = getelementptr inbounds nuw float, ptr addrspace(1) %12, <4 x i64> %116
  %118 = icmp uge i32 %112, 3
  %119 = freeze i1 %118
  %120 = zext i32 %112 to i64
  %121 = getelementptr float, ptr addrspace(1) %12, i64 %120
  br i1 %119, label %body22, label %body23

body22:                                           ; preds = %body21
  %122 = getelementptr float, ptr addrspace(1) %121, i64 -3
  %123 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  %124 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %122, <4 x i1> %123, <4 x float> poison)
  %125 = shufflevector <4 x float> %124, <4 x float> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  br label %body24

body23:                                           ; preds = %body21
  %126 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %117, <4 x i1> %lanes, <4 x float> poison)
  br label %body24

body24:                                           ; preds = %body23, %body22
  %127 = phi <4 x float> [ %125, %body22 ], [ %126, %body23 ]
  %128 = fsub <4 x float> %110, %127
  %129 = sub i32 -1, %107
  %130 = add i32 %20, %129
  %131 = insertelement <4 x i32> poison, i32 %130, i32 0
  %132 = shufflevector <4 x i32> %131, <4 x i32> poison, <4 x i32> zeroinitializer
  %133 = add <4 x i32> %132, <i32 0, i32 -1, i32 -2, i32 -3>
  %134 = zext <4 x i32> %133 to <4 x i64>
  %135 = getelementptr inbounds nuw float, ptr addrspace(1) %16, <4 x i64> %134
  %136 = icmp uge i32 %130, 3
  %137 = freeze i1 %136
  %138 = zext i32 %130 to i64
  %139 = getelementptr float, ptr addrspace(1) %16, i64 %138
  br i1 %137, label %body25, label %body26

body25:                                           ; preds = %body24
  %140 = getelementptr float, ptr addrspace(1) %139, i64 -3
  %141 = shufflevector <4 x float> %128, <4 x float> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  %142 = shufflevector <4 x i1> %lanes, <4 x i1> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  call void @llvm.masked.store.v4f32.p1(<4 x float> %141, ptr addrspace(1) align 4 %140, <4 x i1> %142)
  br label %body27

body26:                                           ; preds = %body24
  call void @llvm.masked.scatter.v4f32.v4p1(<4 x float> %128, <4 x ptr addrspace(1)> align 4 %135, <4 x i1> %lanes)
  br label %body27

body27:                                           ; preds = %body26, %body25
  br label %body28

body28:                                           ; preds = %body27
  br label %items.next17

items.next17:                                     ; preds = %body28
  %143 = add nuw i64 %x16, %96
  %144 = icmp ult i64 %143, %items
  br i1 %144, label %x15, label %after29

after29:                                          ; preds = %items.next17
  br label %row.done

row.done:                                         ; preds = %after29, %rest
  %145 = add nuw i64 %row3, 1
  %146 = icmp ult i64 %145, %54
  br i1 %146, label %row, label %after30

after30:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after30
  %147 = add nuw i64 %group2, %merged
  %148 = icmp ult i64 %147, %1
  br i1 %148, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)>, <4 x i1>, <4 x float>)

declare void @llvm.masked.scatter.v4f32.v4p1(<4 x float>, <4 x ptr addrspace(1)>, <4 x i1>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

