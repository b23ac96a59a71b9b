print("fuselint")
