/* A libOpenEXR-3_1.so.30 with nothing of use in it, such as a host of another version might have. */
int likeness_fake_openexr(void);
int likeness_fake_openexr(void) { return 1; }
