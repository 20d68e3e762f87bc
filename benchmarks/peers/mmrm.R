# The trials of RepeatedMeasures, drawn anew from the same law, fitted by mmrm.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "timing.R"))

trial <- function(subjects, visits) {
  set.seed(20260301)
  rows <- lapply(seq_len(subjects), function(i) {
    base <- 30 + 5 * rnorm(1)
    level <- 3 * rnorm(1)
    error <- numeric(visits)
    previous <- 0
    for (v in seq_len(visits)) previous <- error[v] <- 0.5 * previous + (1 + 0.2 * (v - 1)) * rnorm(1)
    last <- min(visits, which(runif(visits) < 0.03), na.rm = TRUE)
    seen <- (runif(visits) >= 0.03 | seq_len(visits) == 1) & seq_len(visits) <= last
    treated <- i %% 2
    data.frame(SUBJ = i, ARM = treated, VISIT = seq_len(visits), BASE = base,
      CHG = -0.5 * (seq_len(visits) - 1) - 1.5 * treated - 0.3 * (base - 30) + level + error)[seen, ]
  })
  data <- do.call(rbind, rows)
  data$SUBJ <- factor(data$SUBJ)
  data$ARM <- factor(data$ARM, labels = c("PBO", "TRT"))
  data$VISIT <- factor(data$VISIT)
  data
}

if (available("mmrm")) {
  model <- CHG ~ BASE * VISIT + ARM * VISIT + us(VISIT | SUBJ)
  sizes <- list(
    list("mmrm 200x4 KENWARD_ROGER", 200, 4, "Kenward-Roger-Linear", 9),
    list("mmrm 1000x8 KENWARD_ROGER", 1000, 8, "Kenward-Roger-Linear", 1))
  for (size in sizes) {
    data <- trial(size[[2]], size[[3]])
    report("mmrm", size[[1]], function() {
      fit <- mmrm::mmrm(model, data = data, method = "Kenward-Roger", vcov = size[[4]])
      summary(fit)$coefficients
    }, repetitions = size[[5]])
  }
}
