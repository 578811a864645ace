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
  %25 = getelementptr i8, ptr %0, i64 80
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 88
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 96
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 156
  %32 = load i32, ptr %31, align 4
  %33 = mul i64 %6, %8
  %34 = icmp eq i64 %33, 1
  %35 = icmp eq i64 %4, 0
  %36 = select i1 %35, i64 1, i64 %4
  %37 = udiv i64 64, %36
  %38 = icmp ult i64 %37, 1
  %39 = select i1 %38, i64 1, i64 %37
  %40 = select i1 %34, i64 %1, i64 %39
  %41 = and i64 %4, 31
  %42 = icmp eq i64 %41, 0
  %43 = icmp ult i64 63, %4
  %44 = select i1 %34, i1 %43, i1 %42
  %45 = and i1 %42, %44
  %merged = select i1 %45, i64 1, i64 %40
  %46 = getelementptr i8, ptr %0, i64 8
  %47 = load i64, ptr %46, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %346, %group.next ]
  %group.id = add i64 %47, %group1
  %48 = sub i64 %1, %group1
  %49 = icmp ult i64 %48, %merged
  %50 = select i1 %49, i64 %48, i64 %merged
  %items = mul i64 %4, %50
  %51 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %51, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after94, %region
  %z2 = phi i64 [ 0, %region ], [ %344, %after94 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %342, %row.done ]
  %52 = mul i64 %z2, %6
  %53 = add i64 %52, %y3
  %row = mul i64 %53, %4
  %full = and i64 %items, -32
  %54 = icmp ult i64 0, %full
  br i1 %54, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %139, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  %55 = mul i64 4, %26
  %56 = mul i64 %55, %28
  %57 = mul i64 %56, %30
  %58 = lshr i64 %57, 10
  %59 = zext i32 %32 to i64
  %60 = icmp ugt i64 %58, %59
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %61 = mul i64 %24, %group.id
  %62 = add i64 %22, %61
  %63 = add i64 %62, %x4
  %64 = zext i32 %20 to i64
  %65 = insertelement <32 x i64> poison, i64 %63, i32 0
  %66 = shufflevector <32 x i64> %65, <32 x i64> poison, <32 x i32> zeroinitializer
  %67 = add <32 x i64> %66, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %68 = insertelement <32 x i64> poison, i64 %64, i32 0
  %69 = shufflevector <32 x i64> %68, <32 x i64> poison, <32 x i32> zeroinitializer
  %70 = icmp ult <32 x i64> %67, %69
  %71 = add i64 %63, 31
  %72 = icmp ult i64 %71, %64
  br i1 %72, label %body7, label %body13

body7:                                            ; preds = %body6
  br label %body8

body8:                                            ; preds = %body9, %body7
  %73 = phi <32 x float> [ zeroinitializer, %body7 ], [ %78, %body9 ]
  %74 = phi i64 [ %63, %body7 ], [ %79, %body9 ]
  %75 = phi <32 x i1> [ splat (i1 true), %body7 ], [ %75, %body9 ]
  %76 = getelementptr float, ptr addrspace(1) %12, i64 %74
  %77 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %76, <32 x i1> %75, <32 x float> poison)
  %78 = fadd <32 x float> %73, %77
  %79 = add i64 %74, %26
  %80 = add i64 %79, 31
  %81 = icmp ult i64 %80, %64
  %82 = icmp ule i64 %79, %80
  %83 = and i1 %81, %82
  %84 = mul i64 %26, 4
  %85 = mul i64 %84, 16
  %86 = getelementptr i8, ptr addrspace(1) %76, i64 %85
  %87 = getelementptr i8, ptr addrspace(1) %86, i64 0
  call void @llvm.prefetch.p1(ptr addrspace(1) %87, i32 0, i32 3, i32 1)
  %88 = getelementptr i8, ptr addrspace(1) %86, i64 64
  call void @llvm.prefetch.p1(ptr addrspace(1) %88, i32 0, i32 3, i32 1)
  br i1 %83, label %body9, label %body10

body9:                                            ; preds = %body8
  br label %body8

body10:                                           ; preds = %body8
  br label %body11

body11:                                           ; preds = %body10
  %89 = insertelement <32 x i64> poison, i64 %79, i32 0
  %90 = shufflevector <32 x i64> %89, <32 x i64> poison, <32 x i32> zeroinitializer
  %91 = add <32 x i64> %90, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %92 = insertelement <32 x i64> poison, i64 %64, i32 0
  %93 = shufflevector <32 x i64> %92, <32 x i64> poison, <32 x i32> zeroinitializer
  %94 = icmp ult <32 x i64> %91, %93
  %95 = select <32 x i1> %75, <32 x i1> %94, <32 x i1> zeroinitializer
  %96 = xor <32 x i1> %94, splat (i1 true)
  %97 = select <32 x i1> %75, <32 x i1> %96, <32 x i1> zeroinitializer
  %98 = bitcast <32 x i1> %95 to i32
  %99 = icmp ne i32 %98, 0
  br i1 %99, label %body15, label %body12

body12:                                           ; preds = %body11
  br label %body18

body13:                                           ; preds = %body6
  br label %body14

body14:                                           ; preds = %body13
  %100 = bitcast <32 x i1> %70 to i32
  %101 = icmp ne i32 %100, 0
  br i1 %101, label %body15, label %body19

body15:                                           ; preds = %body15, %body14, %body11
  %102 = phi <32 x float> [ poison, %body11 ], [ zeroinitializer, %body14 ], [ %102, %body15 ]
  %103 = phi <32 x float> [ %78, %body11 ], [ poison, %body14 ], [ %103, %body15 ]
  %104 = phi <32 x i1> [ %97, %body11 ], [ zeroinitializer, %body14 ], [ %104, %body15 ]
  %105 = phi <32 x float> [ poison, %body11 ], [ poison, %body14 ], [ %124, %body15 ]
  %106 = phi <32 x i1> [ zeroinitializer, %body11 ], [ zeroinitializer, %body14 ], [ %123, %body15 ]
  %107 = phi <32 x float> [ %78, %body11 ], [ zeroinitializer, %body14 ], [ %112, %body15 ]
  %108 = phi i64 [ %79, %body11 ], [ %63, %body14 ], [ %113, %body15 ]
  %109 = phi <32 x i1> [ %95, %body11 ], [ %70, %body14 ], [ %120, %body15 ]
  %110 = getelementptr float, ptr addrspace(1) %12, i64 %108
  %111 = call <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) align 4 %110, <32 x i1> %109, <32 x float> poison)
  %112 = fadd <32 x float> %107, %111
  %113 = add i64 %108, %26
  %114 = insertelement <32 x i64> poison, i64 %113, i32 0
  %115 = shufflevector <32 x i64> %114, <32 x i64> poison, <32 x i32> zeroinitializer
  %116 = add <32 x i64> %115, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7, i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15, i64 16, i64 17, i64 18, i64 19, i64 20, i64 21, i64 22, i64 23, i64 24, i64 25, i64 26, i64 27, i64 28, i64 29, i64 30, i64 31>
  %117 = insertelement <32 x i64> poison, i64 %64, i32 0
  %118 = shufflevector <32 x i64> %117, <32 x i64> poison, <32 x i32> zeroinitializer
  %119 = icmp ult <32 x i64> %116, %118
  %120 = select <32 x i1> %109, <32 x i1> %119, <32 x i1> zeroinitializer
  %121 = xor <32 x i1> %119, splat (i1 true)
  %122 = select <32 x i1> %109, <32 x i1> %121, <32 x i1> zeroinitializer
  %123 = or <32 x i1> %106, %122
  %124 = select <32 x i1> %122, <32 x float> %112, <32 x float> %105
  %125 = bitcast <32 x i1> %120 to i32
  %126 = icmp ne i32 %125, 0
  br i1 %126, label %body15, label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %127 = or <32 x i1> %104, %123
  %128 = select <32 x i1> %123, <32 x float> %124, <32 x float> %103
  br label %body18

body18:                                           ; preds = %body17, %body12
  %129 = phi <32 x float> [ poison, %body12 ], [ %102, %body17 ]
  %130 = phi <32 x float> [ %78, %body12 ], [ %128, %body17 ]
  %131 = phi <32 x i1> [ %97, %body12 ], [ %127, %body17 ]
  %132 = select <32 x i1> %131, <32 x float> %130, <32 x float> %129
  br label %body20

body19:                                           ; preds = %body14
  br label %body20

body20:                                           ; preds = %body19, %body18
  %133 = phi <32 x float> [ %132, %body18 ], [ zeroinitializer, %body19 ]
  %134 = getelementptr float, ptr addrspace(1) %16, i64 %63
  %135 = select i1 %60, i64 63, i64 -1
  %136 = ptrtoint ptr addrspace(1) %134 to i64
  %137 = and i64 %136, %135
  %138 = icmp eq i64 %137, 0
  br i1 %138, label %body21, label %body22

body21:                                           ; preds = %body20
  store <32 x float> %133, ptr addrspace(1) %134, align 64
  br label %body23

body22:                                           ; preds = %body20
  store <32 x float> %133, ptr addrspace(1) %134, align 4
  br label %body23

body23:                                           ; preds = %body22, %body21
  br label %body24

body24:                                           ; preds = %body23
  br label %items.next

items.next:                                       ; preds = %body24
  %139 = add nuw i64 %x4, 32
  %140 = icmp ult i64 %139, %full
  br i1 %140, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %full25 = and i64 %items, -8
  %141 = icmp ult i64 %full, %full25
  br i1 %141, label %vectors26, label %rest27

vectors26:                                        ; preds = %rest
  br label %x28

x28:                                              ; preds = %items.next30, %vectors26
  %x29 = phi i64 [ %full, %vectors26 ], [ %221, %items.next30 ]
  %item31 = add i64 %row, %x29
  br label %body32

body32:                                           ; preds = %x28
  %142 = mul i64 4, %26
  %143 = mul i64 %142, %28
  %144 = mul i64 %143, %30
  %145 = lshr i64 %144, 10
  %146 = zext i32 %32 to i64
  %147 = icmp ugt i64 %145, %146
  br label %body33

body33:                                           ; preds = %body32
  br label %body34

body34:                                           ; preds = %body33
  %148 = mul i64 %24, %group.id
  %149 = add i64 %22, %148
  %150 = add i64 %149, %x29
  %151 = zext i32 %20 to i64
  %152 = insertelement <8 x i64> poison, i64 %150, i32 0
  %153 = shufflevector <8 x i64> %152, <8 x i64> poison, <8 x i32> zeroinitializer
  %154 = add <8 x i64> %153, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %155 = insertelement <8 x i64> poison, i64 %151, i32 0
  %156 = shufflevector <8 x i64> %155, <8 x i64> poison, <8 x i32> zeroinitializer
  %157 = icmp ult <8 x i64> %154, %156
  %158 = add i64 %150, 7
  %159 = icmp ult i64 %158, %151
  br i1 %159, label %body35, label %body41

body35:                                           ; preds = %body34
  br label %body36

body36:                                           ; preds = %body37, %body35
  %160 = phi <8 x float> [ zeroinitializer, %body35 ], [ %165, %body37 ]
  %161 = phi i64 [ %150, %body35 ], [ %166, %body37 ]
  %162 = phi <8 x i1> [ splat (i1 true), %body35 ], [ %162, %body37 ]
  %163 = getelementptr float, ptr addrspace(1) %12, i64 %161
  %164 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %163, <8 x i1> %162, <8 x float> poison)
  %165 = fadd <8 x float> %160, %164
  %166 = add i64 %161, %26
  %167 = add i64 %166, 7
  %168 = icmp ult i64 %167, %151
  %169 = icmp ule i64 %166, %167
  %170 = and i1 %168, %169
  br i1 %170, label %body37, label %body38

body37:                                           ; preds = %body36
  br label %body36

body38:                                           ; preds = %body36
  br label %body39

body39:                                           ; preds = %body38
  %171 = insertelement <8 x i64> poison, i64 %166, i32 0
  %172 = shufflevector <8 x i64> %171, <8 x i64> poison, <8 x i32> zeroinitializer
  %173 = add <8 x i64> %172, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %174 = insertelement <8 x i64> poison, i64 %151, i32 0
  %175 = shufflevector <8 x i64> %174, <8 x i64> poison, <8 x i32> zeroinitializer
  %176 = icmp ult <8 x i64> %173, %175
  %177 = select <8 x i1> %162, <8 x i1> %176, <8 x i1> zeroinitializer
  %178 = xor <8 x i1> %176, splat (i1 true)
  %179 = select <8 x i1> %162, <8 x i1> %178, <8 x i1> zeroinitializer
  %180 = bitcast <8 x i1> %177 to i8
  %181 = icmp ne i8 %180, 0
  br i1 %181, label %body43, label %body40

body40:                                           ; preds = %body39
  br label %body46

body41:                                           ; preds = %body34
  br label %body42

body42:                                           ; preds = %body41
  %182 = bitcast <8 x i1> %157 to i8
  %183 = icmp ne i8 %182, 0
  br i1 %183, label %body43, label %body47

body43:                                           ; preds = %body43, %body42, %body39
  %184 = phi <8 x float> [ poison, %body39 ], [ zeroinitializer, %body42 ], [ %184, %body43 ]
  %185 = phi <8 x float> [ %165, %body39 ], [ poison, %body42 ], [ %185, %body43 ]
  %186 = phi <8 x i1> [ %179, %body39 ], [ zeroinitializer, %body42 ], [ %186, %body43 ]
  %187 = phi <8 x float> [ poison, %body39 ], [ poison, %body42 ], [ %206, %body43 ]
  %188 = phi <8 x i1> [ zeroinitializer, %body39 ], [ zeroinitializer, %body42 ], [ %205, %body43 ]
  %189 = phi <8 x float> [ %165, %body39 ], [ zeroinitializer, %body42 ], [ %194, %body43 ]
  %190 = phi i64 [ %166, %body39 ], [ %150, %body42 ], [ %195, %body43 ]
  %191 = phi <8 x i1> [ %177, %body39 ], [ %157, %body42 ], [ %202, %body43 ]
  %192 = getelementptr float, ptr addrspace(1) %12, i64 %190
  %193 = call <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) align 4 %192, <8 x i1> %191, <8 x float> poison)
  %194 = fadd <8 x float> %189, %193
  %195 = add i64 %190, %26
  %196 = insertelement <8 x i64> poison, i64 %195, i32 0
  %197 = shufflevector <8 x i64> %196, <8 x i64> poison, <8 x i32> zeroinitializer
  %198 = add <8 x i64> %197, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %199 = insertelement <8 x i64> poison, i64 %151, i32 0
  %200 = shufflevector <8 x i64> %199, <8 x i64> poison, <8 x i32> zeroinitializer
  %201 = icmp ult <8 x i64> %198, %200
  %202 = select <8 x i1> %191, <8 x i1> %201, <8 x i1> zeroinitializer
  %203 = xor <8 x i1> %201, splat (i1 true)
  %204 = select <8 x i1> %191, <8 x i1> %203, <8 x i1> zeroinitializer
  %205 = or <8 x i1> %188, %204
  %206 = select <8 x i1> %204, <8 x float> %194, <8 x float> %187
  %207 = bitcast <8 x i1> %202 to i8
  %208 = icmp ne i8 %207, 0
  br i1 %208, label %body43, label %body44

body44:                                           ; preds = %body43
  br label %body45

body45:                                           ; preds = %body44
  %209 = or <8 x i1> %186, %205
  %210 = select <8 x i1> %205, <8 x float> %206, <8 x float> %185
  br label %body46

body46:                                           ; preds = %body45, %body40
  %211 = phi <8 x float> [ poison, %body40 ], [ %184, %body45 ]
  %212 = phi <8 x float> [ %165, %body40 ], [ %210, %body45 ]
  %213 = phi <8 x i1> [ %179, %body40 ], [ %209, %body45 ]
  %214 = select <8 x i1> %213, <8 x float> %212, <8 x float> %211
  br label %body48

body47:                                           ; preds = %body42
  br label %body48

body48:                                           ; preds = %body47, %body46
  %215 = phi <8 x float> [ %214, %body46 ], [ zeroinitializer, %body47 ]
  %216 = getelementptr float, ptr addrspace(1) %16, i64 %150
  %217 = select i1 %147, i64 31, i64 -1
  %218 = ptrtoint ptr addrspace(1) %216 to i64
  %219 = and i64 %218, %217
  %220 = icmp eq i64 %219, 0
  br i1 %220, label %body49, label %body50

body49:                                           ; preds = %body48
  store <8 x float> %215, ptr addrspace(1) %216, align 32
  br label %body51

body50:                                           ; preds = %body48
  store <8 x float> %215, ptr addrspace(1) %216, align 4
  br label %body51

body51:                                           ; preds = %body50, %body49
  br label %body52

body52:                                           ; preds = %body51
  br label %items.next30

items.next30:                                     ; preds = %body52
  %221 = add nuw i64 %x29, 8
  %222 = icmp ult i64 %221, %full25
  br i1 %222, label %x28, label %after53

after53:                                          ; preds = %items.next30
  br label %rest27

rest27:                                           ; preds = %after53, %rest
  %full54 = and i64 %items, -4
  %223 = icmp ult i64 %full25, %full54
  br i1 %223, label %vectors55, label %rest56

vectors55:                                        ; preds = %rest27
  br label %x57

x57:                                              ; preds = %items.next59, %vectors55
  %x58 = phi i64 [ %full25, %vectors55 ], [ %293, %items.next59 ]
  %item60 = add i64 %row, %x58
  br label %body61

body61:                                           ; preds = %x57
  br label %body62

body62:                                           ; preds = %body61
  br label %body63

body63:                                           ; preds = %body62
  %224 = mul i64 %24, %group.id
  %225 = add i64 %22, %224
  %226 = add i64 %225, %x58
  %227 = zext i32 %20 to i64
  %228 = insertelement <4 x i64> poison, i64 %226, i32 0
  %229 = shufflevector <4 x i64> %228, <4 x i64> poison, <4 x i32> zeroinitializer
  %230 = add <4 x i64> %229, <i64 0, i64 1, i64 2, i64 3>
  %231 = insertelement <4 x i64> poison, i64 %227, i32 0
  %232 = shufflevector <4 x i64> %231, <4 x i64> poison, <4 x i32> zeroinitializer
  %233 = icmp ult <4 x i64> %230, %232
  %234 = add i64 %226, 3
  %235 = icmp ult i64 %234, %227
  br i1 %235, label %body64, label %body70

body64:                                           ; preds = %body63
  br label %body65

body65:                                           ; preds = %body66, %body64
  %236 = phi <4 x float> [ zeroinitializer, %body64 ], [ %241, %body66 ]
  %237 = phi i64 [ %226, %body64 ], [ %242, %body66 ]
  %238 = phi <4 x i1> [ splat (i1 true), %body64 ], [ %238, %body66 ]
  %239 = getelementptr float, ptr addrspace(1) %12, i64 %237
  %240 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %239, <4 x i1> %238, <4 x float> poison)
  %241 = fadd <4 x float> %236, %240
  %242 = add i64 %237, %26
  %243 = add i64 %242, 3
  %244 = icmp ult i64 %243, %227
  %245 = icmp ule i64 %242, %243
  %246 = and i1 %244, %245
  br i1 %246, label %body66, label %body67

body66:                                           ; preds = %body65
  br label %body65

body67:                                           ; preds = %body65
  br label %body68

body68:                                           ; preds = %body67
  %247 = insertelement <4 x i64> poison, i64 %242, i32 0
  %248 = shufflevector <4 x i64> %247, <4 x i64> poison, <4 x i32> zeroinitializer
  %249 = add <4 x i64> %248, <i64 0, i64 1, i64 2, i64 3>
  %250 = insertelement <4 x i64> poison, i64 %227, i32 0
  %251 = shufflevector <4 x i64> %250, <4 x i64> poison, <4 x i32> zeroinitializer
  %252 = icmp ult <4 x i64> %249, %251
  %253 = select <4 x i1> %238, <4 x i1> %252, <4 x i1> zeroinitializer
  %254 = xor <4 x i1> %252, splat (i1 true)
  %255 = select <4 x i1> %238, <4 x i1> %254, <4 x i1> zeroinitializer
  %256 = bitcast <4 x i1> %253 to i4
  %257 = icmp ne i4 %256, 0
  br i1 %257, label %body72, label %body69

body69:                                           ; preds = %body68
  br label %body75

body70:                                           ; preds = %body63
  br label %body71

body71:                                           ; preds = %body70
  %258 = bitcast <4 x i1> %233 to i4
  %259 = icmp ne i4 %258, 0
  br i1 %259, label %body72, label %body76

body72:                                           ; preds = %body72, %body71, %body68
  %260 = phi <4 x float> [ poison, %body68 ], [ zeroinitializer, %body71 ], [ %260, %body72 ]
  %261 = phi <4 x float> [ %241, %body68 ], [ poison, %body71 ], [ %261, %body72 ]
  %262 = phi <4 x i1> [ %255, %body68 ], [ zeroinitializer, %body71 ], [ %262, %body72 ]
  %263 = phi <4 x float> [ poison, %body68 ], [ poison, %body71 ], [ %282, %body72 ]
  %264 = phi <4 x i1> [ zeroinitializer, %body68 ], [ zeroinitializer, %body71 ], [ %281, %body72 ]
  %265 = phi <4 x float> [ %241, %body68 ], [ zeroinitializer, %body71 ], [ %270, %body72 ]
  %266 = phi i64 [ %242, %body68 ], [ %226, %body71 ], [ %271, %body72 ]
  %267 = phi <4 x i1> [ %253, %body68 ], [ %233, %body71 ], [ %278, %body72 ]
  %268 = getelementptr float, ptr addrspace(1) %12, i64 %266
  %269 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %268, <4 x i1> %267, <4 x float> poison)
  %270 = fadd <4 x float> %265, %269
  %271 = add i64 %266, %26
  %272 = insertelement <4 x i64> poison, i64 %271, i32 0
  %273 = shufflevector <4 x i64> %272, <4 x i64> poison, <4 x i32> zeroinitializer
  %274 = add <4 x i64> %273, <i64 0, i64 1, i64 2, i64 3>
  %275 = insertelement <4 x i64> poison, i64 %227, i32 0
  %276 = shufflevector <4 x i64> %275, <4 x i64> poison, <4 x i32> zeroinitializer
  %277 = icmp ult <4 x i64> %274, %276
  %278 = select <4 x i1> %267, <4 x i1> %277, <4 x i1> zeroinitializer
  %279 = xor <4 x i1> %277, splat (i1 true)
  %280 = select <4 x i1> %267, <4 x i1> %279, <4 x i1> zeroinitializer
  %281 = or <4 x i1> %264, %280
  %282 = select <4 x i1> %280, <4 x float> %270, <4 x float> %263
  %283 = bitcast <4 x i1> %278 to i4
  %284 = icmp ne i4 %283, 0
  br i1 %284, label %body72, label %body73

body73:                                           ; preds = %body72
  br label %body74

body74:                                           ; preds = %body73
  %285 = or <4 x i1> %262, %281
  %286 = select <4 x i1> %281, <4 x float> %282, <4 x float> %261
  br label %body75

body75:                                           ; preds = %body74, %body69
  %287 = phi <4 x float> [ poison, %body69 ], [ %260, %body74 ]
  %288 = phi <4 x float> [ %241, %body69 ], [ %286, %body74 ]
  %289 = phi <4 x i1> [ %255, %body69 ], [ %285, %body74 ]
  %290 = select <4 x i1> %289, <4 x float> %288, <4 x float> %287
  br label %body77

body76:                                           ; preds = %body71
  br label %body77

body77:                                           ; preds = %body76, %body75
  %291 = phi <4 x float> [ %290, %body75 ], [ zeroinitializer, %body76 ]
  %292 = getelementptr float, ptr addrspace(1) %16, i64 %226
  store <4 x float> %291, ptr addrspace(1) %292, align 4
  br label %body78

body78:                                           ; preds = %body77
  br label %items.next59

items.next59:                                     ; preds = %body78
  %293 = add nuw i64 %x58, 4
  %294 = icmp ult i64 %293, %full54
  br i1 %294, label %x57, label %after79

after79:                                          ; preds = %items.next59
  br label %rest56

rest56:                                           ; preds = %after79, %rest27
  %295 = icmp ult i64 %full54, %items
  br i1 %295, label %partial, label %row.done

partial:                                          ; preds = %rest56
  br label %x80

x80:                                              ; preds = %items.next82, %partial
  %x81 = phi i64 [ %full54, %partial ], [ %340, %items.next82 ]
  %296 = sub i64 %items, %x81
  %297 = icmp ult i64 %296, 4
  %298 = select i1 %297, i64 %296, i64 4
  %299 = trunc i64 %298 to i32
  %300 = insertelement <4 x i32> poison, i32 %299, i32 0
  %301 = shufflevector <4 x i32> %300, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %301
  %item83 = add i64 %row, %x81
  br label %body84

body84:                                           ; preds = %x80
  br label %body85

body85:                                           ; preds = %body84
  br label %body86

body86:                                           ; preds = %body85
  %302 = mul i64 %24, %group.id
  %303 = add i64 %22, %302
  %304 = add i64 %303, %x81
  %305 = zext i32 %20 to i64
  %306 = insertelement <4 x i64> poison, i64 %304, i32 0
  %307 = shufflevector <4 x i64> %306, <4 x i64> poison, <4 x i32> zeroinitializer
  %308 = add <4 x i64> %307, <i64 0, i64 1, i64 2, i64 3>
  %309 = insertelement <4 x i64> poison, i64 %305, i32 0
  %310 = shufflevector <4 x i64> %309, <4 x i64> poison, <4 x i32> zeroinitializer
  %311 = icmp ult <4 x i64> %308, %310
  %312 = select <4 x i1> %lanes, <4 x i1> %311, <4 x i1> zeroinitializer
  %313 = bitcast <4 x i1> %312 to i4
  %314 = icmp ne i4 %313, 0
  br i1 %314, label %body87, label %body90

body87:                                           ; preds = %body87, %body86
  %315 = phi <4 x float> [ poison, %body86 ], [ %334, %body87 ]
  %316 = phi <4 x i1> [ zeroinitializer, %body86 ], [ %333, %body87 ]
  %317 = phi <4 x float> [ zeroinitializer, %body86 ], [ %322, %body87 ]
  %318 = phi i64 [ %304, %body86 ], [ %323, %body87 ]
  %319 = phi <4 x i1> [ %312, %body86 ], [ %330, %body87 ]
  %320 = getelementptr float, ptr addrspace(1) %12, i64 %318
  %321 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %320, <4 x i1> %319, <4 x float> poison)
  %322 = fadd <4 x float> %317, %321
  %323 = add i64 %318, %26
  %324 = insertelement <4 x i64> poison, i64 %323, i32 0
  %325 = shufflevector <4 x i64> %324, <4 x i64> poison, <4 x i32> zeroinitializer
  %326 = add <4 x i64> %325, <i64 0, i64 1, i64 2, i64 3>
  %327 = insertelement <4 x i64> poison, i64 %305, i32 0
  %328 = shufflevector <4 x i64> %327, <4 x i64> poison, <4 x i32> zeroinitializer
  %329 = icmp ult <4 x i64> %326, %328
  %330 = select <4 x i1> %319, <4 x i1> %329, <4 x i1> zeroinitializer
  %331 = xor <4 x i1> %329, splat (i1 true)
  %332 = select <4 x i1> %319, <4 x i1> %331, <4 x i1> zeroinitializer
  %333 = or <4 x i1> %316, %332
  %334 = select <4 x i1> %332, <4 x float> %322, <4 x float> %315
  %335 = bitcast <4 x i1> %330 to i4
  %336 = icmp ne i4 %335, 0
  br i1 %336, label %body87, label %body88

body88:                                           ; preds = %body87
  br label %body89

body89:                                           ; preds = %body88
  %337 = select <4 x i1> %333, <4 x float> %334, <4 x float> zeroinitializer
  br label %body91

body90:                                           ; preds = %body86
  br label %body91

body91:                                           ; preds = %body90, %body89
  %338 = phi <4 x float> [ %337, %body89 ], [ zeroinitializer, %body90 ]
  %339 = getelementptr float, ptr addrspace(1) %16, i64 %304
  call void @llvm.masked.store.v4f32.p1(<4 x float> %338, ptr addrspace(1) align 4 %339, <4 x i1> %lanes)
  br label %body92

body92:                                           ; preds = %body91
  br label %items.next82

items.next82:                                     ; preds = %body92
  %340 = add nuw i64 %x81, 4
  %341 = icmp ult i64 %340, %items
  br i1 %341, label %x80, label %after93

after93:                                          ; preds = %items.next82
  br label %row.done

row.done:                                         ; preds = %after93, %rest56
  %342 = add nuw i64 %y3, 1
  %343 = icmp ult i64 %342, %6
  br i1 %343, label %y, label %after94

after94:                                          ; preds = %row.done
  %344 = add nuw i64 %z2, 1
  %345 = icmp ult i64 %344, %8
  br i1 %345, label %z, label %after95

after95:                                          ; preds = %after94
  br label %group.next

group.next:                                       ; preds = %after95
  %346 = add nuw i64 %group1, %merged
  %347 = icmp ult i64 %346, %1
  br i1 %347, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <32 x float> @llvm.masked.load.v32f32.p1(ptr addrspace(1) captures(none), <32 x i1>, <32 x float>)

declare void @llvm.prefetch.p1(ptr addrspace(1) readonly captures(none), i32 immarg, i32 immarg, i32 immarg)

declare <8 x float> @llvm.masked.load.v8f32.p1(ptr addrspace(1) captures(none), <8 x i1>, <8 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

