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
  %43 = and i64 %4, 7
  %44 = icmp eq i64 %43, 0
  %45 = icmp ult i64 15, %4
  %46 = select i1 %36, i1 %45, i1 %44
  %47 = and i1 %44, %46
  %merged = select i1 %47, i64 1, i64 %42
  %48 = getelementptr i8, ptr %0, i64 8
  %49 = load i64, ptr %48, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %154, %group.next ]
  %group.id = add i64 %49, %group2
  %50 = sub i64 %1, %group2
  %51 = icmp ult i64 %50, %merged
  %52 = select i1 %51, i64 %50, i64 %merged
  %items = mul i64 %4, %52
  %53 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %53, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after28, %region
  %z3 = phi i64 [ 0, %region ], [ %152, %after28 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y4 = phi i64 [ 0, %z ], [ %150, %row.done ]
  %54 = mul i64 %z3, %6
  %55 = add i64 %54, %y4
  %row = mul i64 %55, %4
  %full = and i64 %items, -8
  %56 = select i1 %small, i64 %full, i64 0
  %57 = icmp ult i64 0, %56
  br i1 %57, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %106, %items.next ]
  %item = add i64 %row, %x5
  br label %body

body:                                             ; preds = %x
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %58 = mul i64 %24, %group.id
  %59 = add i64 %22, %58
  %60 = add i64 %59, %x5
  %61 = trunc i64 %60 to i32
  %62 = insertelement <8 x i32> poison, i32 %61, i32 0
  %63 = shufflevector <8 x i32> %62, <8 x i32> poison, <8 x i32> zeroinitializer
  %64 = add <8 x i32> %63, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %65 = icmp eq <8 x i32> %64, zeroinitializer
  %66 = add nsw i32 %20, -1
  %67 = insertelement <8 x i32> poison, i32 %66, i32 0
  %68 = shufflevector <8 x i32> %67, <8 x i32> poison, <8 x i32> zeroinitializer
  %69 = insertelement <8 x i32> poison, i32 %61, i32 0
  %70 = shufflevector <8 x i32> %69, <8 x i32> poison, <8 x i32> zeroinitializer
  %71 = add <8 x i32> %70, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %72 = icmp eq <8 x i32> %68, %71
  %73 = select <8 x i1> %65, <8 x i1> splat (i1 true), <8 x i1> %72
  %74 = sub i32 0, %61
  %75 = icmp ugt i32 %74, 7
  %76 = sub i32 %66, %61
  %77 = icmp ugt i32 %76, 7
  %78 = select i1 %75, i1 %77, i1 false
  br i1 %78, label %body8, label %body10

body8:                                            ; preds = %body7
  br label %body9

body9:                                            ; preds = %body8
  %79 = shl i64 %60, 32
  %80 = add i64 %79, -4294967296
  %81 = ashr i64 %80, 32
  %82 = getelementptr i8, ptr addrspace(1) %12, i64 %81
  %83 = load <8 x i8>, ptr addrspace(1) %82, align 1
  %84 = add i64 %79, 4294967296
  %85 = ashr i64 %84, 32
  %86 = getelementptr i8, ptr addrspace(1) %12, i64 %85
  %87 = load <8 x i8>, ptr addrspace(1) %86, align 1
  %88 = xor <8 x i8> %83, %87
  %89 = ashr i64 %79, 32
  %90 = getelementptr i8, ptr addrspace(1) %16, i64 %89
  store <8 x i8> %88, ptr addrspace(1) %90, align 1
  br label %body14

body10:                                           ; preds = %body7
  br label %body11

body11:                                           ; preds = %body10
  %91 = xor <8 x i1> %73, splat (i1 true)
  %92 = bitcast <8 x i1> %91 to i8
  %93 = icmp ne i8 %92, 0
  br i1 %93, label %body12, label %body13

body12:                                           ; preds = %body11
  %94 = shl i64 %60, 32
  %95 = add i64 %94, -4294967296
  %96 = ashr i64 %95, 32
  %97 = getelementptr i8, ptr addrspace(1) %12, i64 %96
  %98 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %97, <8 x i1> %91, <8 x i8> poison)
  %99 = add i64 %94, 4294967296
  %100 = ashr i64 %99, 32
  %101 = getelementptr i8, ptr addrspace(1) %12, i64 %100
  %102 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %101, <8 x i1> %91, <8 x i8> poison)
  %103 = xor <8 x i8> %98, %102
  %104 = ashr i64 %94, 32
  %105 = getelementptr i8, ptr addrspace(1) %16, i64 %104
  call void @llvm.masked.store.v8i8.p1(<8 x i8> %103, ptr addrspace(1) align 1 %105, <8 x i1> %91)
  br label %body14

body13:                                           ; preds = %body11
  br label %body14

body14:                                           ; preds = %body13, %body12, %body9
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next

items.next:                                       ; preds = %body15
  %106 = add nuw i64 %x5, 8
  %107 = icmp ult i64 %106, %56
  br i1 %107, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %108 = select i1 %small, i64 8, i64 1
  %109 = icmp ult i64 %56, %items
  br i1 %109, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x16

x16:                                              ; preds = %items.next18, %partial
  %x17 = phi i64 [ %56, %partial ], [ %148, %items.next18 ]
  %110 = sub i64 %items, %x17
  %111 = icmp ult i64 %110, %108
  %112 = select i1 %111, i64 %110, i64 %108
  %113 = trunc i64 %112 to i32
  %114 = insertelement <8 x i32> poison, i32 %113, i32 0
  %115 = shufflevector <8 x i32> %114, <8 x i32> poison, <8 x i32> zeroinitializer
  %lanes = icmp ult <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>, %115
  %item19 = add i64 %row, %x17
  br label %body20

body20:                                           ; preds = %x16
  br label %body21

body21:                                           ; preds = %body20
  br label %body22

body22:                                           ; preds = %body21
  %116 = mul i64 %24, %group.id
  %117 = add i64 %22, %116
  %118 = add i64 %117, %x17
  %119 = trunc i64 %118 to i32
  %120 = insertelement <8 x i32> poison, i32 %119, i32 0
  %121 = shufflevector <8 x i32> %120, <8 x i32> poison, <8 x i32> zeroinitializer
  %122 = add <8 x i32> %121, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %123 = icmp eq <8 x i32> %122, zeroinitializer
  %124 = add nsw i32 %20, -1
  %125 = insertelement <8 x i32> poison, i32 %124, i32 0
  %126 = shufflevector <8 x i32> %125, <8 x i32> poison, <8 x i32> zeroinitializer
  %127 = insertelement <8 x i32> poison, i32 %119, i32 0
  %128 = shufflevector <8 x i32> %127, <8 x i32> poison, <8 x i32> zeroinitializer
  %129 = add <8 x i32> %128, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %130 = icmp eq <8 x i32> %126, %129
  %131 = select <8 x i1> %123, <8 x i1> splat (i1 true), <8 x i1> %130
  %132 = xor <8 x i1> %131, splat (i1 true)
  %133 = select <8 x i1> %lanes, <8 x i1> %132, <8 x i1> zeroinitializer
  %134 = bitcast <8 x i1> %133 to i8
  %135 = icmp ne i8 %134, 0
  br i1 %135, label %body23, label %body24

body23:                                           ; preds = %body22
  %136 = shl i64 %118, 32
  %137 = add i64 %136, -4294967296
  %138 = ashr i64 %137, 32
  %139 = getelementptr i8, ptr addrspace(1) %12, i64 %138
  %140 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %139, <8 x i1> %133, <8 x i8> poison)
  %141 = add i64 %136, 4294967296
  %142 = ashr i64 %141, 32
  %143 = getelementptr i8, ptr addrspace(1) %12, i64 %142
  %144 = call <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) align 1 %143, <8 x i1> %133, <8 x i8> poison)
  %145 = xor <8 x i8> %140, %144
  %146 = ashr i64 %136, 32
  %147 = getelementptr i8, ptr addrspace(1) %16, i64 %146
  call void @llvm.masked.store.v8i8.p1(<8 x i8> %145, ptr addrspace(1) align 1 %147, <8 x i1> %133)
  br label %body25

body24:                                           ; preds = %body22
  br label %body25

body25:                                           ; preds = %body24, %body23
  br label %body26

body26:                                           ; preds = %body25
  br label %items.next18

items.next18:                                     ; preds = %body26
  %148 = add nuw i64 %x17, %108
  %149 = icmp ult i64 %148, %items
  br i1 %149, label %x16, label %after27

after27:                                          ; preds = %items.next18
  br label %row.done

row.done:                                         ; preds = %after27, %rest
  %150 = add nuw i64 %y4, 1
  %151 = icmp ult i64 %150, %6
  br i1 %151, label %y, label %after28

after28:                                          ; preds = %row.done
  %152 = add nuw i64 %z3, 1
  %153 = icmp ult i64 %152, %8
  br i1 %153, label %z, label %after29

after29:                                          ; preds = %after28
  br label %group.next

group.next:                                       ; preds = %after29
  %154 = add nuw i64 %group2, %merged
  %155 = icmp ult i64 %154, %1
  br i1 %155, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <8 x i8> @llvm.masked.load.v8i8.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x i8>)

declare void @llvm.masked.store.v8i8.p1(<8 x i8>, ptr addrspace(1) captures(none), <8 x i1>)

