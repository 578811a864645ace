declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare void @__mirrorcl_barrier() local_unnamed_addr

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %shared = alloca i32, align 4
  %shared2 = alloca i64, align 8
  %exit = alloca i32, align 4
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
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 160
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 %20
  %24 = addrspacecast ptr %23 to ptr addrspace(3)
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 128
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 104
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 56
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr i8, ptr %0, i64 80
  %34 = load i64, ptr %33, align 8
  %35 = add i64 %32, %34
  %small = icmp ule i64 %35, 2130706432
  %36 = getelementptr i8, ptr %0, i64 64
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr i8, ptr %0, i64 88
  %39 = load i64, ptr %38, align 8
  %40 = add i64 %37, %39
  %small1 = icmp ule i64 %40, 2130706432
  %41 = getelementptr i8, ptr %0, i64 8
  %42 = load i64, ptr %41, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group3 = phi i64 [ 0, %setup ], [ %232, %group.next ]
  %group.id = add i64 %42, %group3
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  store i32 1, ptr %exit, align 4
  br label %z

z:                                                ; preds = %after34, %region
  %z5 = phi i64 [ 0, %region ], [ %101, %after34 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y6 = phi i64 [ 0, %z ], [ %99, %row.done ]
  %44 = mul i64 %z5, %6
  %45 = add i64 %44, %y6
  %row = mul i64 %45, %4
  %full = and i64 %4, -4
  %46 = select i1 %small, i64 %full, i64 0
  %47 = icmp ult i64 0, %46
  br i1 %47, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x7 = phi i64 [ 0, %vectors ], [ %67, %items.next ]
  %item = add i64 %row, %x7
  br label %body

body:                                             ; preds = %x
  br label %body8

body8:                                            ; preds = %body
  br label %body9

body9:                                            ; preds = %body8
  %48 = trunc i64 %x7 to i32
  %49 = mul i64 %28, %group.id
  %50 = getelementptr float, ptr addrspace(1) %12, i64 %26
  %51 = getelementptr float, ptr addrspace(1) %50, i64 %49
  %52 = getelementptr float, ptr addrspace(1) %51, i64 %x7
  %53 = load <4 x float>, ptr addrspace(1) %52, align 4
  %54 = and i64 %x7, 4294967295
  %55 = getelementptr float, ptr addrspace(3) %24, i64 %54
  store <4 x float> %53, ptr addrspace(3) %55, align 4
  %56 = lshr i64 %30, 1
  %57 = trunc i64 %56 to i32
  %58 = icmp eq i32 %57, 0
  br i1 %58, label %body10, label %body15

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %59 = insertelement <4 x i32> poison, i32 %48, i32 0
  %60 = shufflevector <4 x i32> %59, <4 x i32> poison, <4 x i32> zeroinitializer
  %61 = add <4 x i32> %60, <i32 0, i32 1, i32 2, i32 3>
  %62 = icmp eq <4 x i32> %61, zeroinitializer
  %63 = bitcast <4 x i1> %62 to i4
  %64 = icmp ne i4 %63, 0
  br i1 %64, label %body12, label %body13

body12:                                           ; preds = %body11
  %65 = load float, ptr addrspace(3) %24, align 4
  %66 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %65, ptr addrspace(1) %66, align 4
  br label %body14

body13:                                           ; preds = %body11
  br label %body14

body14:                                           ; preds = %body13, %body12
  br label %body17

body15:                                           ; preds = %body9
  br label %body16

body16:                                           ; preds = %body15
  store i32 %57, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body17

body17:                                           ; preds = %body16, %body14
  br label %items.next

items.next:                                       ; preds = %body17
  %67 = add nuw i64 %x7, 4
  %68 = icmp ult i64 %67, %46
  br i1 %68, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %69 = select i1 %small, i64 4, i64 1
  %70 = icmp ult i64 %46, %4
  br i1 %70, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x18

x18:                                              ; preds = %items.next20, %partial
  %x19 = phi i64 [ %46, %partial ], [ %97, %items.next20 ]
  %71 = sub i64 %4, %x19
  %72 = icmp ult i64 %71, %69
  %73 = select i1 %72, i64 %71, i64 %69
  %74 = trunc i64 %73 to i32
  %75 = insertelement <4 x i32> poison, i32 %74, i32 0
  %76 = shufflevector <4 x i32> %75, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %76
  %item21 = add i64 %row, %x19
  br label %body22

body22:                                           ; preds = %x18
  br label %body23

body23:                                           ; preds = %body22
  br label %body24

body24:                                           ; preds = %body23
  %77 = trunc i64 %x19 to i32
  %78 = mul i64 %28, %group.id
  %79 = getelementptr float, ptr addrspace(1) %12, i64 %26
  %80 = getelementptr float, ptr addrspace(1) %79, i64 %78
  %81 = getelementptr float, ptr addrspace(1) %80, i64 %x19
  %82 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %81, <4 x i1> %lanes, <4 x float> poison)
  %83 = and i64 %x19, 4294967295
  %84 = getelementptr float, ptr addrspace(3) %24, i64 %83
  call void @llvm.masked.store.v4f32.p3(<4 x float> %82, ptr addrspace(3) align 4 %84, <4 x i1> %lanes)
  %85 = lshr i64 %30, 1
  %86 = trunc i64 %85 to i32
  %87 = icmp eq i32 %86, 0
  br i1 %87, label %body25, label %body30

body25:                                           ; preds = %body24
  br label %body26

body26:                                           ; preds = %body25
  %88 = insertelement <4 x i32> poison, i32 %77, i32 0
  %89 = shufflevector <4 x i32> %88, <4 x i32> poison, <4 x i32> zeroinitializer
  %90 = add <4 x i32> %89, <i32 0, i32 1, i32 2, i32 3>
  %91 = icmp eq <4 x i32> %90, zeroinitializer
  %92 = select <4 x i1> %lanes, <4 x i1> %91, <4 x i1> zeroinitializer
  %93 = bitcast <4 x i1> %92 to i4
  %94 = icmp ne i4 %93, 0
  br i1 %94, label %body27, label %body28

body27:                                           ; preds = %body26
  %95 = load float, ptr addrspace(3) %24, align 4
  %96 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %95, ptr addrspace(1) %96, align 4
  br label %body29

body28:                                           ; preds = %body26
  br label %body29

body29:                                           ; preds = %body28, %body27
  br label %body32

body30:                                           ; preds = %body24
  br label %body31

body31:                                           ; preds = %body30
  store i32 %86, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body32

body32:                                           ; preds = %body31, %body29
  br label %items.next20

items.next20:                                     ; preds = %body32
  %97 = add nuw i64 %x19, %69
  %98 = icmp ult i64 %97, %4
  br i1 %98, label %x18, label %after33

after33:                                          ; preds = %items.next20
  br label %row.done

row.done:                                         ; preds = %after33, %rest
  %99 = add nuw i64 %y6, 1
  %100 = icmp ult i64 %99, %6
  br i1 %100, label %y, label %after34

after34:                                          ; preds = %row.done
  %101 = add nuw i64 %z5, 1
  %102 = icmp ult i64 %101, %8
  br i1 %102, label %z, label %after35

after35:                                          ; preds = %after34
  %103 = load i32, ptr %exit, align 4
  switch i32 %103, label %region4 [
    i32 1, label %group.next
  ]

region4:                                          ; preds = %after112, %after35
  %104 = load i32, ptr %shared, align 4
  store i32 1, ptr %exit, align 4
  br label %z36

z36:                                              ; preds = %after111, %region4
  %z37 = phi i64 [ 0, %region4 ], [ %229, %after111 ]
  br label %y38

y38:                                              ; preds = %guard.done, %z36
  %y39 = phi i64 [ 0, %z36 ], [ %227, %guard.done ]
  %105 = mul i64 %z37, %6
  %106 = add i64 %105, %y39
  %row40 = mul i64 %106, %4
  %item41 = add i64 %row40, 0
  br label %body42

body42:                                           ; preds = %y38
  store i64 0, ptr %shared2, align 8
  br label %body43

body43:                                           ; preds = %body42
  %107 = zext i32 %104 to i64
  %108 = load i64, ptr %shared2, align 8
  %109 = icmp ugt i64 %107, %108
  %110 = select i1 %109, i64 %107, i64 %108
  store i64 %110, ptr %shared2, align 8
  br label %body44

body44:                                           ; preds = %body43
  %111 = lshr i32 %104, 1
  %112 = icmp eq i32 %111, 0
  br i1 %112, label %body45, label %body47

body45:                                           ; preds = %body44
  %113 = load i64, ptr %shared2, align 8
  %114 = icmp ugt i64 1, %113
  %115 = select i1 %114, i64 1, i64 %113
  store i64 %115, ptr %shared2, align 8
  br label %body46

body46:                                           ; preds = %body45
  br label %bounded

body47:                                           ; preds = %body44
  br label %bounded

bounded:                                          ; preds = %body47, %body46
  %count = load i64, ptr %shared2, align 8
  %116 = icmp ult i64 %count, %4
  %117 = select i1 %116, i64 %count, i64 %4
  %118 = icmp ne i64 %117, 0
  br i1 %118, label %within, label %after.within

within:                                           ; preds = %bounded
  %full48 = and i64 %117, -4
  %119 = select i1 %small, i64 %full48, i64 0
  %120 = icmp ult i64 0, %119
  br i1 %120, label %vectors49, label %rest50

vectors49:                                        ; preds = %within
  br label %x51

x51:                                              ; preds = %items.next53, %vectors49
  %x52 = phi i64 [ 0, %vectors49 ], [ %174, %items.next53 ]
  %item54 = add i64 %row40, %x52
  br label %body55

body55:                                           ; preds = %x51
  %121 = trunc i64 %x52 to i32
  %122 = and i64 %x52, 4294967295
  %123 = getelementptr float, ptr addrspace(3) %24, i64 %122
  br label %body56

body56:                                           ; preds = %body55
  %124 = insertelement <4 x i32> poison, i32 %104, i32 0
  %125 = shufflevector <4 x i32> %124, <4 x i32> poison, <4 x i32> zeroinitializer
  %126 = insertelement <4 x i32> poison, i32 %121, i32 0
  %127 = shufflevector <4 x i32> %126, <4 x i32> poison, <4 x i32> zeroinitializer
  %128 = add <4 x i32> %127, <i32 0, i32 1, i32 2, i32 3>
  %129 = icmp ugt <4 x i32> %125, %128
  %130 = add i32 %121, 3
  %131 = icmp ult i32 %130, %104
  br i1 %131, label %body57, label %body62

body57:                                           ; preds = %body56
  br label %body58

body58:                                           ; preds = %body57
  %132 = add i32 %104, %121
  %133 = insertelement <4 x i32> poison, i32 %132, i32 0
  %134 = shufflevector <4 x i32> %133, <4 x i32> poison, <4 x i32> zeroinitializer
  %135 = add <4 x i32> %134, <i32 0, i32 1, i32 2, i32 3>
  %136 = zext <4 x i32> %135 to <4 x i64>
  %137 = getelementptr inbounds nuw float, ptr addrspace(3) %24, <4 x i64> %136
  %138 = icmp ule i32 %132, -4
  %139 = freeze i1 %138
  %140 = zext i32 %132 to i64
  %141 = getelementptr float, ptr addrspace(3) %24, i64 %140
  br i1 %139, label %body59, label %body60

body59:                                           ; preds = %body58
  %142 = load <4 x float>, ptr addrspace(3) %141, align 4
  br label %body61

body60:                                           ; preds = %body58
  %143 = call <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)> align 4 %137, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body61

body61:                                           ; preds = %body60, %body59
  %144 = phi <4 x float> [ %142, %body59 ], [ %143, %body60 ]
  %145 = load <4 x float>, ptr addrspace(3) %123, align 4
  %146 = fadd <4 x float> %145, %144
  store <4 x float> %146, ptr addrspace(3) %123, align 4
  br label %body69

body62:                                           ; preds = %body56
  br label %body63

body63:                                           ; preds = %body62
  %147 = bitcast <4 x i1> %129 to i4
  %148 = icmp ne i4 %147, 0
  br i1 %148, label %body64, label %body68

body64:                                           ; preds = %body63
  %149 = add i32 %104, %121
  %150 = insertelement <4 x i32> poison, i32 %149, i32 0
  %151 = shufflevector <4 x i32> %150, <4 x i32> poison, <4 x i32> zeroinitializer
  %152 = add <4 x i32> %151, <i32 0, i32 1, i32 2, i32 3>
  %153 = zext <4 x i32> %152 to <4 x i64>
  %154 = getelementptr inbounds nuw float, ptr addrspace(3) %24, <4 x i64> %153
  %155 = icmp ule i32 %149, -4
  %156 = freeze i1 %155
  %157 = zext i32 %149 to i64
  %158 = getelementptr float, ptr addrspace(3) %24, i64 %157
  br i1 %156, label %body65, label %body66

body65:                                           ; preds = %body64
  %159 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %158, <4 x i1> %129, <4 x float> poison)
  br label %body67

body66:                                           ; preds = %body64
  %160 = call <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)> align 4 %154, <4 x i1> %129, <4 x float> poison)
  br label %body67

body67:                                           ; preds = %body66, %body65
  %161 = phi <4 x float> [ %159, %body65 ], [ %160, %body66 ]
  %162 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %123, <4 x i1> %129, <4 x float> poison)
  %163 = fadd <4 x float> %162, %161
  call void @llvm.masked.store.v4f32.p3(<4 x float> %163, ptr addrspace(3) align 4 %123, <4 x i1> %129)
  br label %body69

body68:                                           ; preds = %body63
  br label %body69

body69:                                           ; preds = %body68, %body67, %body61
  %164 = lshr i32 %104, 1
  %165 = icmp eq i32 %164, 0
  br i1 %165, label %body70, label %body75

body70:                                           ; preds = %body69
  br label %body71

body71:                                           ; preds = %body70
  %166 = insertelement <4 x i32> poison, i32 %121, i32 0
  %167 = shufflevector <4 x i32> %166, <4 x i32> poison, <4 x i32> zeroinitializer
  %168 = add <4 x i32> %167, <i32 0, i32 1, i32 2, i32 3>
  %169 = icmp eq <4 x i32> %168, zeroinitializer
  %170 = bitcast <4 x i1> %169 to i4
  %171 = icmp ne i4 %170, 0
  br i1 %171, label %body72, label %body73

body72:                                           ; preds = %body71
  %172 = load float, ptr addrspace(3) %24, align 4
  %173 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %172, ptr addrspace(1) %173, align 4
  br label %body74

body73:                                           ; preds = %body71
  br label %body74

body74:                                           ; preds = %body73, %body72
  br label %body77

body75:                                           ; preds = %body69
  br label %body76

body76:                                           ; preds = %body75
  store i32 %164, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body77

body77:                                           ; preds = %body76, %body74
  br label %items.next53

items.next53:                                     ; preds = %body77
  %174 = add nuw i64 %x52, 4
  %175 = icmp ult i64 %174, %119
  br i1 %175, label %x51, label %after78

after78:                                          ; preds = %items.next53
  br label %rest50

rest50:                                           ; preds = %after78, %within
  %176 = select i1 %small, i64 4, i64 1
  %177 = icmp ult i64 %119, %117
  br i1 %177, label %partial79, label %row.done80

partial79:                                        ; preds = %rest50
  br label %x81

x81:                                              ; preds = %items.next84, %partial79
  %x82 = phi i64 [ %119, %partial79 ], [ %222, %items.next84 ]
  %178 = sub i64 %117, %x82
  %179 = icmp ult i64 %178, %176
  %180 = select i1 %179, i64 %178, i64 %176
  %181 = trunc i64 %180 to i32
  %182 = insertelement <4 x i32> poison, i32 %181, i32 0
  %183 = shufflevector <4 x i32> %182, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes83 = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %183
  %item85 = add i64 %row40, %x82
  br label %body86

body86:                                           ; preds = %x81
  %184 = trunc i64 %x82 to i32
  %185 = and i64 %x82, 4294967295
  %186 = getelementptr float, ptr addrspace(3) %24, i64 %185
  br label %body87

body87:                                           ; preds = %body86
  %187 = insertelement <4 x i32> poison, i32 %104, i32 0
  %188 = shufflevector <4 x i32> %187, <4 x i32> poison, <4 x i32> zeroinitializer
  %189 = insertelement <4 x i32> poison, i32 %184, i32 0
  %190 = shufflevector <4 x i32> %189, <4 x i32> poison, <4 x i32> zeroinitializer
  %191 = add <4 x i32> %190, <i32 0, i32 1, i32 2, i32 3>
  %192 = icmp ugt <4 x i32> %188, %191
  %193 = select <4 x i1> %lanes83, <4 x i1> %192, <4 x i1> zeroinitializer
  %194 = bitcast <4 x i1> %193 to i4
  %195 = icmp ne i4 %194, 0
  br i1 %195, label %body88, label %body92

body88:                                           ; preds = %body87
  %196 = add i32 %104, %184
  %197 = insertelement <4 x i32> poison, i32 %196, i32 0
  %198 = shufflevector <4 x i32> %197, <4 x i32> poison, <4 x i32> zeroinitializer
  %199 = add <4 x i32> %198, <i32 0, i32 1, i32 2, i32 3>
  %200 = zext <4 x i32> %199 to <4 x i64>
  %201 = getelementptr inbounds nuw float, ptr addrspace(3) %24, <4 x i64> %200
  %202 = icmp ule i32 %196, -4
  %203 = freeze i1 %202
  %204 = zext i32 %196 to i64
  %205 = getelementptr float, ptr addrspace(3) %24, i64 %204
  br i1 %203, label %body89, label %body90

body89:                                           ; preds = %body88
  %206 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %205, <4 x i1> %193, <4 x float> poison)
  br label %body91

body90:                                           ; preds = %body88
  %207 = call <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)> align 4 %201, <4 x i1> %193, <4 x float> poison)
  br label %body91

body91:                                           ; preds = %body90, %body89
  %208 = phi <4 x float> [ %206, %body89 ], [ %207, %body90 ]
  %209 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %186, <4 x i1> %193, <4 x float> poison)
  %210 = fadd <4 x float> %209, %208
  call void @llvm.masked.store.v4f32.p3(<4 x float> %210, ptr addrspace(3) align 4 %186, <4 x i1> %193)
  br label %body93

body92:                                           ; preds = %body87
  br label %body93

body93:                                           ; preds = %body92, %body91
  %211 = lshr i32 %104, 1
  %212 = icmp eq i32 %211, 0
  br i1 %212, label %body94, label %body99

body94:                                           ; preds = %body93
  br label %body95

body95:                                           ; preds = %body94
  %213 = insertelement <4 x i32> poison, i32 %184, i32 0
  %214 = shufflevector <4 x i32> %213, <4 x i32> poison, <4 x i32> zeroinitializer
  %215 = add <4 x i32> %214, <i32 0, i32 1, i32 2, i32 3>
  %216 = icmp eq <4 x i32> %215, zeroinitializer
  %217 = select <4 x i1> %lanes83, <4 x i1> %216, <4 x i1> zeroinitializer
  %218 = bitcast <4 x i1> %217 to i4
  %219 = icmp ne i4 %218, 0
  br i1 %219, label %body96, label %body97

body96:                                           ; preds = %body95
  %220 = load float, ptr addrspace(3) %24, align 4
  %221 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %220, ptr addrspace(1) %221, align 4
  br label %body98

body97:                                           ; preds = %body95
  br label %body98

body98:                                           ; preds = %body97, %body96
  br label %body101

body99:                                           ; preds = %body93
  br label %body100

body100:                                          ; preds = %body99
  store i32 %211, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body101

body101:                                          ; preds = %body100, %body98
  br label %items.next84

items.next84:                                     ; preds = %body101
  %222 = add nuw i64 %x82, %176
  %223 = icmp ult i64 %222, %117
  br i1 %223, label %x81, label %after102

after102:                                         ; preds = %items.next84
  br label %row.done80

row.done80:                                       ; preds = %after102, %rest50
  br label %after.within

after.within:                                     ; preds = %row.done80, %bounded
  br i1 %116, label %others, label %guard.done

others:                                           ; preds = %after.within
  %item104 = add i64 %row40, %117
  br label %body105

body105:                                          ; preds = %others
  br label %body106

body106:                                          ; preds = %body105
  br label %body107

body107:                                          ; preds = %body106
  %224 = lshr i32 %104, 1
  %225 = icmp eq i32 %224, 0
  br i1 %225, label %body108, label %body110

body108:                                          ; preds = %body107
  br label %body109

body109:                                          ; preds = %body108
  br label %guard.done

body110:                                          ; preds = %body107
  %226 = phi i32 [ %224, %body107 ]
  store i32 %226, ptr %shared, align 4
  br label %exit103

exit103:                                          ; preds = %body110
  store i32 0, ptr %exit, align 4
  br label %guard.done

guard.done:                                       ; preds = %body109, %exit103, %after.within
  %227 = add nuw i64 %y39, 1
  %228 = icmp ult i64 %227, %6
  br i1 %228, label %y38, label %after111

after111:                                         ; preds = %guard.done
  %229 = add nuw i64 %z37, 1
  %230 = icmp ult i64 %229, %8
  br i1 %230, label %z36, label %after112

after112:                                         ; preds = %after111
  %231 = load i32, ptr %exit, align 4
  switch i32 %231, label %region4 [
    i32 1, label %group.next
  ]

group.next:                                       ; preds = %after112, %after35
  %232 = add nuw i64 %group3, 1
  %233 = icmp ult i64 %232, %1
  br i1 %233, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p3(<4 x float>, ptr addrspace(3) captures(none), <4 x i1>)

declare <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)>, <4 x i1>, <4 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) captures(none), <4 x i1>, <4 x float>)

