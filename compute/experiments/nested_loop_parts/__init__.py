"""The programs and tables behind `nested_loop`."""
