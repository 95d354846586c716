print("vakka")
