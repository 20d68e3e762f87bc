# Milliseconds of one call, the median of several; printed as the benchmarks read it: package, key, milliseconds.
report <- function(package, key, call, repetitions = 9) {
  call()
  times <- vapply(seq_len(repetitions), function(i) {
    start <- proc.time()[["elapsed"]]
    calls <- 0
    repeat {
      call()
      calls <- calls + 1
      elapsed <- proc.time()[["elapsed"]] - start
      if (elapsed > 0.2) break
    }
    1000 * elapsed / calls
  }, numeric(1))
  cat(package, key, median(times), sep = "\t")
  cat("\n")
}

available <- function(package) suppressWarnings(suppressMessages(requireNamespace(package, quietly = TRUE)))
