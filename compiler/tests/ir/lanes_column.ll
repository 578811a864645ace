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
  %21 = getelementptr i8, ptr %0, i64 0
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 20
  %24 = load i32, ptr %23, align 1
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 128
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 80
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 88
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr i8, ptr %0, i64 96
  %34 = load i64, ptr %33, align 8
  %35 = getelementptr i8, ptr %0, i64 156
  %36 = load i32, ptr %35, align 4
  %37 = mul i64 %6, %8
  %38 = icmp eq i64 %37, 1
  %39 = icmp eq i64 %4, 0
  %40 = select i1 %39, i64 1, i64 %4
  %41 = udiv i64 64, %40
  %42 = icmp ult i64 %41, 1
  %43 = select i1 %42, i64 1, i64 %41
  %44 = select i1 %38, i64 %1, i64 %43
  %45 = and i64 %4, 31
  %46 = icmp eq i64 %45, 0
  %47 = icmp ult i64 63, %4
  %48 = select i1 %38, i1 %47, i1 %46
  %49 = and i1 %46, %48
  %merged = select i1 %49, i64 1, i64 %44
  %50 = getelementptr i8, ptr %0, i64 8
  %51 = load i64, ptr %50, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %172, %group.next ]
  %group.id = add i64 %51, %group1
  %52 = sub i64 %1, %group1
  %53 = icmp ult i64 %52, %merged
  %54 = select i1 %53, i64 %52, i64 %merged
  %items = mul i64 %4, %54
  %55 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %55, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after75, %region
  %z2 = phi i64 [ 0, %region ], [ %170, %after75 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %168, %row.done ]
  %56 = mul i64 %z2, %6
  %57 = add i64 %56, %y3
  %row = mul i64 %57, %4
  %full = and i64 %items, -32
  %58 = icmp ult i64 0, %full
  br i1 %58, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %87, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %59 = mul i64 4, %30
  %60 = mul i64 %59, %32
  %61 = mul i64 %60, %34
  %62 = lshr i64 %61, 10
  %63 = zext i32 %36 to i64
  %64 = icmp ugt i64 %62, %63
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %65 = mul i64 %28, %group.id
  %66 = add i64 %26, %65
  %67 = add i64 %66, %x4
  %68 = icmp eq i32 %20, 0
  br i1 %68, label %body7, label %body8

body7:                                            ; preds = %body6
  br label %body13

body8:                                            ; preds = %body6
  br label %body9

body9:                                            ; preds = %body10, %body8
  %69 = phi <32 x float> [ zeroinitializer, %body8 ], [ %78, %body10 ]
  %70 = phi i32 [ 0, %body8 ], [ %79, %body10 ]
  %71 = phi <32 x i1> [ splat (i1 true), %body8 ], [ %71, %body10 ]
  %72 = zext i32 %70 to i64
  %73 = zext i32 %24 to i64
  %74 = mul nuw i64 %72, %73
  %75 = getelementptr float, ptr addrspace(1) %12, i64 %74
  %76 = getelementptr float, ptr addrspace(1) %75, i64 %67
  %77 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %76, <32 x i1> %71, <32 x float> poison)
  %78 = fadd <32 x float> %69, %77
  %79 = add i32 %70, 1
  %80 = icmp ult i32 %79, %20
  br i1 %80, label %body10, label %body11

body10:                                           ; preds = %body9
  br label %body9

body11:                                           ; preds = %body9
  br label %body12

body12:                                           ; preds = %body11
  br label %body13

body13:                                           ; preds = %body12, %body7
  %81 = phi <32 x float> [ zeroinitializer, %body7 ], [ %78, %body12 ]
  %82 = getelementptr float, ptr addrspace(1) %16, i64 %67
  %83 = select i1 %64, i64 63, i64 -1
  %84 = ptrtoint ptr addrspace(1) %82 to i64
  %85 = and i64 %84, %83
  %86 = icmp eq i64 %85, 0
  br i1 %86, label %body14, label %body15

body14:                                           ; preds = %body13
  store <32 x float> %81, ptr addrspace(1) %82, align 64
  br label %body16

body15:                                           ; preds = %body13
  store <32 x float> %81, ptr addrspace(1) %82, align 4
  br label %body16

body16:                                           ; preds = %body15, %body14
  br label %body17

body17:                                           ; preds = %body16
  br label %items.next

items.next:                                       ; preds = %body17
  %87 = add nuw i64 %x4, 32
  %88 = icmp ult i64 %87, %full
  br i1 %88, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %full18 = and i64 %items, -8
  %89 = icmp ult i64 %full, %full18
  br i1 %89, label %vectors19, label %rest20

vectors19:                                        ; preds = %rest
  br label %x21

x21:                                              ; preds = %items.next23, %vectors19
  %x22 = phi i64 [ %full, %vectors19 ], [ %118, %items.next23 ]
  %item24 = add i64 %row, %x22
  br label %body25

body25:                                           ; preds = %x21
  %90 = mul i64 4, %30
  %91 = mul i64 %90, %32
  %92 = mul i64 %91, %34
  %93 = lshr i64 %92, 10
  %94 = zext i32 %36 to i64
  %95 = icmp ugt i64 %93, %94
  br label %body26

body26:                                           ; preds = %body25
  br label %body27

body27:                                           ; preds = %body26
  %96 = mul i64 %28, %group.id
  %97 = add i64 %26, %96
  %98 = add i64 %97, %x22
  %99 = icmp eq i32 %20, 0
  br i1 %99, label %body28, label %body29

body28:                                           ; preds = %body27
  br label %body34

body29:                                           ; preds = %body27
  br label %body30

body30:                                           ; preds = %body31, %body29
  %100 = phi <8 x float> [ zeroinitializer, %body29 ], [ %109, %body31 ]
  %101 = phi i32 [ 0, %body29 ], [ %110, %body31 ]
  %102 = phi <8 x i1> [ splat (i1 true), %body29 ], [ %102, %body31 ]
  %103 = zext i32 %101 to i64
  %104 = zext i32 %24 to i64
  %105 = mul nuw i64 %103, %104
  %106 = getelementptr float, ptr addrspace(1) %12, i64 %105
  %107 = getelementptr float, ptr addrspace(1) %106, i64 %98
  %108 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %107, <8 x i1> %102, <8 x float> poison)
  %109 = fadd <8 x float> %100, %108
  %110 = add i32 %101, 1
  %111 = icmp ult i32 %110, %20
  br i1 %111, label %body31, label %body32

body31:                                           ; preds = %body30
  br label %body30

body32:                                           ; preds = %body30
  br label %body33

body33:                                           ; preds = %body32
  br label %body34

body34:                                           ; preds = %body33, %body28
  %112 = phi <8 x float> [ zeroinitializer, %body28 ], [ %109, %body33 ]
  %113 = getelementptr float, ptr addrspace(1) %16, i64 %98
  %114 = select i1 %95, i64 31, i64 -1
  %115 = ptrtoint ptr addrspace(1) %113 to i64
  %116 = and i64 %115, %114
  %117 = icmp eq i64 %116, 0
  br i1 %117, label %body35, label %body36

body35:                                           ; preds = %body34
  store <8 x float> %112, ptr addrspace(1) %113, align 32
  br label %body37

body36:                                           ; preds = %body34
  store <8 x float> %112, ptr addrspace(1) %113, align 4
  br label %body37

body37:                                           ; preds = %body36, %body35
  br label %body38

body38:                                           ; preds = %body37
  br label %items.next23

items.next23:                                     ; preds = %body38
  %118 = add nuw i64 %x22, 8
  %119 = icmp ult i64 %118, %full18
  br i1 %119, label %x21, label %after39

after39:                                          ; preds = %items.next23
  br label %rest20

rest20:                                           ; preds = %after39, %rest
  %full40 = and i64 %items, -4
  %120 = icmp ult i64 %full18, %full40
  br i1 %120, label %vectors41, label %rest42

vectors41:                                        ; preds = %rest20
  br label %x43

x43:                                              ; preds = %items.next45, %vectors41
  %x44 = phi i64 [ %full18, %vectors41 ], [ %139, %items.next45 ]
  %item46 = add i64 %row, %x44
  br label %body47

body47:                                           ; preds = %x43
  br label %body48

body48:                                           ; preds = %body47
  br label %body49

body49:                                           ; preds = %body48
  %121 = mul i64 %28, %group.id
  %122 = add i64 %26, %121
  %123 = add i64 %122, %x44
  %124 = icmp eq i32 %20, 0
  br i1 %124, label %body50, label %body51

body50:                                           ; preds = %body49
  br label %body56

body51:                                           ; preds = %body49
  br label %body52

body52:                                           ; preds = %body53, %body51
  %125 = phi <4 x float> [ zeroinitializer, %body51 ], [ %134, %body53 ]
  %126 = phi i32 [ 0, %body51 ], [ %135, %body53 ]
  %127 = phi <4 x i1> [ splat (i1 true), %body51 ], [ %127, %body53 ]
  %128 = zext i32 %126 to i64
  %129 = zext i32 %24 to i64
  %130 = mul nuw i64 %128, %129
  %131 = getelementptr float, ptr addrspace(1) %12, i64 %130
  %132 = getelementptr float, ptr addrspace(1) %131, i64 %123
  %133 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %132, <4 x i1> %127, <4 x float> poison)
  %134 = fadd <4 x float> %125, %133
  %135 = add i32 %126, 1
  %136 = icmp ult i32 %135, %20
  br i1 %136, label %body53, label %body54

body53:                                           ; preds = %body52
  br label %body52

body54:                                           ; preds = %body52
  br label %body55

body55:                                           ; preds = %body54
  br label %body56

body56:                                           ; preds = %body55, %body50
  %137 = phi <4 x float> [ zeroinitializer, %body50 ], [ %134, %body55 ]
  %138 = getelementptr float, ptr addrspace(1) %16, i64 %123
  store <4 x float> %137, ptr addrspace(1) %138, align 4
  br label %body57

body57:                                           ; preds = %body56
  br label %items.next45

items.next45:                                     ; preds = %body57
  %139 = add nuw i64 %x44, 4
  %140 = icmp ult i64 %139, %full40
  br i1 %140, label %x43, label %after58

after58:                                          ; preds = %items.next45
  br label %rest42

rest42:                                           ; preds = %after58, %rest20
  %141 = icmp ult i64 %full40, %items
  br i1 %141, label %partial, label %row.done

partial:                                          ; preds = %rest42
  br label %x59

x59:                                              ; preds = %items.next61, %partial
  %x60 = phi i64 [ %full40, %partial ], [ %166, %items.next61 ]
  %142 = sub i64 %items, %x60
  %143 = icmp ult i64 %142, 4
  %144 = select i1 %143, i64 %142, i64 4
  %145 = trunc i64 %144 to i32
  %146 = insertelement <4 x i32> poison, i32 %145, i32 0
  %147 = shufflevector <4 x i32> %146, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %147
  %item62 = add i64 %row, %x60
  br label %body63

body63:                                           ; preds = %x59
  br label %body64

body64:                                           ; preds = %body63
  br label %body65

body65:                                           ; preds = %body64
  %148 = mul i64 %28, %group.id
  %149 = add i64 %26, %148
  %150 = add i64 %149, %x60
  %151 = icmp eq i32 %20, 0
  br i1 %151, label %body66, label %body67

body66:                                           ; preds = %body65
  br label %body72

body67:                                           ; preds = %body65
  br label %body68

body68:                                           ; preds = %body69, %body67
  %152 = phi <4 x float> [ zeroinitializer, %body67 ], [ %161, %body69 ]
  %153 = phi i32 [ 0, %body67 ], [ %162, %body69 ]
  %154 = phi <4 x i1> [ %lanes, %body67 ], [ %154, %body69 ]
  %155 = zext i32 %153 to i64
  %156 = zext i32 %24 to i64
  %157 = mul nuw i64 %155, %156
  %158 = getelementptr float, ptr addrspace(1) %12, i64 %157
  %159 = getelementptr float, ptr addrspace(1) %158, i64 %150
  %160 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %159, <4 x i1> %154, <4 x float> poison)
  %161 = fadd <4 x float> %152, %160
  %162 = add i32 %153, 1
  %163 = icmp ult i32 %162, %20
  br i1 %163, label %body69, label %body70

body69:                                           ; preds = %body68
  br label %body68

body70:                                           ; preds = %body68
  br label %body71

body71:                                           ; preds = %body70
  br label %body72

body72:                                           ; preds = %body71, %body66
  %164 = phi <4 x float> [ zeroinitializer, %body66 ], [ %161, %body71 ]
  %165 = getelementptr float, ptr addrspace(1) %16, i64 %150
  call void @llvm.masked.store.v4f32.p1(<4 x float> %164, ptr addrspace(1) align 4 %165, <4 x i1> %lanes)
  br label %body73

body73:                                           ; preds = %body72
  br label %items.next61

items.next61:                                     ; preds = %body73
  %166 = add nuw i64 %x60, 4
  %167 = icmp ult i64 %166, %items
  br i1 %167, label %x59, label %after74

after74:                                          ; preds = %items.next61
  br label %row.done

row.done:                                         ; preds = %after74, %rest42
  %168 = add nuw i64 %y3, 1
  %169 = icmp ult i64 %168, %6
  br i1 %169, label %y, label %after75

after75:                                          ; preds = %row.done
  %170 = add nuw i64 %z2, 1
  %171 = icmp ult i64 %170, %8
  br i1 %171, label %z, label %after76

after76:                                          ; preds = %after75
  br label %group.next

group.next:                                       ; preds = %after76
  %172 = add nuw i64 %group1, %merged
  %173 = icmp ult i64 %172, %1
  br i1 %173, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) captures(none), <32 x i1>, <32 x float>)

declare <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

