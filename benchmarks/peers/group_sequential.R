# The designs of BoundaryBenchmark and FutilityBenchmark by gsDesign and rpact.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "timing.R"))

for (looks in c(5, 10, 20)) {
  key <- paste("boundary", looks)
  if (available("gsDesign")) {
    report("gsDesign", key, function() {
      gsDesign::gsDesign(k = looks, test.type = 1, alpha = 0.025, sfu = gsDesign::sfLDOF)
    })
  }
  if (available("rpact")) {
    report("rpact", key, function() {
      design <- rpact::getDesignGroupSequential(kMax = looks, alpha = 0.025, sided = 1, typeOfDesign = "asOF")
      design$criticalValues
    })
  }
}
if (available("gsDesign")) {
  report("gsDesign", "futility 10", function() {
    gsDesign::gsDesign(k = 10, test.type = 4, alpha = 0.025, beta = 0.1,
      sfu = gsDesign::sfHSD, sfupar = -4, sfl = gsDesign::sfHSD, sflpar = -2)
  })
}
