# Everything starts here: `make help`.
run test check:
	@echo "being built"; exit 1
