"""The live panels of the lesson screen: pure rows of styled cells under thin widgets."""
