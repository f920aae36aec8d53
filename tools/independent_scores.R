# Draws answers and lets the R package psych score them: `Rscript independent_scores.R > conformance/scoring/psych.json`.
#
# psych (William Revelle, CRAN) has one general scoring routine, scoreFast: keys with a sign for each item, the range of
# the answers, sums or means. Its mean over what was answered is the prorated score where answers are missing.

library(psych)
set.seed(20261122)

every <- function(first, last, turned = c()) {
  keys <- paste0("q", first:last)
  ifelse(first:last %in% turned, paste0("-", keys), keys)
}

# form: lowest and highest answer, items, sums or means, the most that may be missing, keys by scale
forms <- list(
  "k6" = list(0, 4, 6, TRUE, 1, list(total = every(1, 6))),
  "peg" = list(0, 10, 3, FALSE, 0, list(total = every(1, 3))),
  "ipip-self-esteem" = list(1, 5, 10, FALSE, 2, list(total = every(1, 10, 6:10))),
  "maia-2" = list(0, 5, 37, FALSE, 0, list(
    "noticing" = every(1, 4), "not-distracting" = every(5, 10, 5:10), "not-worrying" = every(11, 15, c(11, 12, 15)),
    "attention-regulation" = every(16, 22), "emotional-awareness" = every(23, 27), "self-regulation" = every(28, 31),
    "body-listening" = every(32, 34), "trusting" = every(35, 37))),
  "pss-10" = list(0, 4, 10, TRUE, 1, list(total = every(1, 10, c(4, 5, 7, 8)))),
  "pss-4" = list(0, 4, 4, TRUE, 0, list(total = every(1, 4, 2:3))),
  "isi" = list(0, 4, 7, TRUE, 0, list(total = every(1, 7))),
  "rses" = list(0, 3, 10, TRUE, 0, list(total = every(1, 10, c(2, 5, 6, 8, 9)))),
  "des-b" = list(0, 4, 8, TRUE, 2, list(total = every(1, 8))),
  "shut-d" = list(0, 3, 15, TRUE, 0, list(total = every(1, 15))),
  "brs" = list(1, 5, 6, FALSE, 0, list(total = every(1, 6, c(2, 4, 6)))),
  "fss" = list(1, 7, 9, FALSE, 0, list(total = every(1, 9))),
  "swemwbs" = list(1, 5, 7, TRUE, 0, list(raw = every(1, 7)))
)
ROWS <- 12
lines <- c()

for (form in names(forms)) {
  kind <- forms[[form]]
  low <- kind[[1]]; high <- kind[[2]]; items <- kind[[3]]
  answers <- matrix(sample(low:high, ROWS * items, TRUE), ROWS, items, dimnames = list(NULL, paste0("q", 1:items)))
  for (row in seq_len(ROWS)) {
    gone <- if (row %% 3 == 0 && kind[[5]] > 0) sample(items, 1 + (row %% kind[[5]])) else c()
    answers[row, gone] <- NA
  }
  means <- scoreFast(kind[[6]], answers, totals = FALSE, missing = TRUE, impute = "none", min = low, max = high)
  for (row in seq_len(ROWS)) {
    given <- answers[row, !is.na(answers[row, ])]
    scores <- sapply(seq_along(kind[[6]]), function(place) {
      value <- means[row, place]
      if (kind[[4]]) floor(value * length(kind[[6]][[place]]) + 0.5 + 1e-9) else floor(value * 100 + 0.5 + 1e-9) / 100
    })
    pairs <- paste0('"', names(given), '": ', given, collapse = ", ")
    told <- paste0('"', names(kind[[6]]), '": ', scores, collapse = ", ")
    why <- paste0("drawn ", row, if (length(given) < items) ", with answers missing" else "")
    lines <- c(lines, sprintf('{"why": "%s", "form": "%s", "answers": {%s}, "scores": {%s}}', why, form, pairs, told))
  }
}
about <- paste0(
  "Scored by scoreFast of the R package psych ", packageVersion("psych"),
  ", a general routine of its own: made by tools/independent_scores.R. Nothing of it is shipped."
)
cat(sprintf('{"about": "%s", "cases": [\n  %s\n]}\n', about, paste(lines, collapse = ",\n  ")))
