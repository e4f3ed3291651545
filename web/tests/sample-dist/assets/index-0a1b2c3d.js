console.log("a sample script, long enough to be packed, long enough to be packed, long enough to be packed");
