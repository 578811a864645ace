// stage: lowered
kernel void say(int x, float3 v) {
    printf("none\n");
    if (x > 0) {
        printf("%d %v3hlf %s\n", x, v, "text");
    }
}
