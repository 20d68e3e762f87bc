# 100,000 simulated trials of three looks by rpact.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "timing.R"))

if (available("rpact")) {
  design <- rpact::getDesignGroupSequential(kMax = 3, alpha = 0.025, sided = 1, typeOfDesign = "asOF")
  report("rpact", "simulation 100000", function() {
    rpact::getSimulationMeans(design, alternative = 0.4, stDev = 1, plannedSubjects = c(67, 133, 200),
      maxNumberOfIterations = 100000, seed = 1)$overallReject
  }, repetitions = 3)
}
