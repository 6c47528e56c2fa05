#' # Three figures of the workbench, in R
#'
#' This reads an export of the service and draws a triad's map, a comparison of groups, and a control chart, with plain R. Run it
#' with
#'
#'     Rscript clients/r/vignette.R EXPORT.zip FIGURES
#'
#' or line by line. `EXPORT.zip` is what `sensing export --framework SLUG --format csv --out EXPORT.zip` writes, or what the page
#' /exports gives; a Data Package does as well. `knitr::spin("clients/r/vignette.R")` makes a page of it.

asked <- commandArgs(trailingOnly = TRUE)
path <- if (length(asked) >= 1) asked[1] else "export.zip"
figures <- if (length(asked) >= 2) asked[2] else "."
# The last day that the export covers wholly; the day before it was made, unless it is given.
last <- if (length(asked) >= 3) as.Date(asked[3]) else Sys.Date() - 1
here <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
source(file.path(if (length(here)) dirname(here) else "clients/r", "sensing.R"))

#' ## Reading
#'
#' The four states of a reply are levels of a factor, so that `table` keeps them apart: `not_asked` is not a missing value.

export <- read_export(path)
stories <- export$stories
cat(nrow(stories), "stories,", ncol(stories), "columns\n")
print(replies(export, "difference"))

#' Parquet is smaller and read faster. Where the package arrow (or nanoparquet) is installed, this gives the same table:
#'
#'     stories <- arrow::read_parquet("stories.parquet")
#'     export <- list(stories = typed(as.data.frame(stories)), framework = export$framework)

INK <- "#1b1f24"; GREY <- "#6b7280"; PALE <- "#d1d5db"; BLUE <- "#1d63b8"; ORANGE <- "#c2570c"; PURPLE <- "#6b3fa0"
ramp <- colorRampPalette(c("#f3f6fb", "#a9c4e6", "#4c86c6", "#1b4f8f", "#0d2747"))(100)
dir.create(figures, showWarnings = FALSE, recursive = TRUE)
draw <- function(name, width, height) png(file.path(figures, name), width, height, units = "in", res = 110)
short <- function(text, most) ifelse(nchar(text) > most, paste0(substr(text, 1, most - 1), "…"), text)
wrapped <- function(text, width) paste(strwrap(text, width), collapse = "\n")

#' ## A triad's map
#'
#' Hexagons are coloured by stories per full hexagon, and zones carry their share with its Wilson interval. An even spread has 16 %
#' of the answers in each corner and in the centre, and 12 % at each edge. The cross is the geometric centre in its 95 % region.

map <- triad_map(export, "difference")
print(map$zones, digits = 3)

draw("triad-map.png", 7.6, 7)
par(mar = c(4.2, 0.5, 3, 0.5), xpd = NA, col = INK)
plot(NA, xlim = c(-0.08, 1.14), ylim = c(-0.05, 0.9), asp = 1, axes = FALSE, xlab = "", ylab = "")
full <- map$hexagons$count / map$hexagons$part
corner <- (0:5) * pi / 3 + pi / 6
for (k in seq_len(nrow(map$hexagons))) {
  polygon(map$hexagons$x[k] + map$size * cos(corner), map$hexagons$y[k] + map$size * sin(corner),
          col = ramp[ceiling(full[k] / max(full) * 100)], border = "#8a94a3", lwd = 0.4)
}
# What reaches beyond the triangle is covered.
height <- sqrt(3) / 2
polygon(c(-0.2, 1.2, 1.2, -0.2, -0.2, 0, 0.5, 1, 0, -0.2), c(-0.12, -0.12, 1.05, 1.05, 0, 0, height, 0, 0, 0), col = "white", border = NA)
polygon(c(0, 1, 0.5), c(0, 0, height), lwd = 1.6)
title(wrapped(map$question, 60), adj = 0, cex.main = 1.15)
for (k in 1:3) {
  others <- setdiff(1:3, k)
  ends <- lapply(others, function(other) replace(replace(c(0, 0, 0), k, 0.6), other, 0.4))
  inner <- lapply(others, function(other) replace(c(0.2, 0.2, 0.2), other, 0.6))
  lines(plane(do.call(rbind, ends)), lty = 2, lwd = 0.8)
  lines(plane(do.call(rbind, inner)), lty = 2, lwd = 0.8)
}
places <- plane(rbind(c(.76, .12, .12), c(.12, .76, .12), c(.13, .13, .74), c(.46, .46, .08), c(.455, .09, .455), c(.09, .455, .455),
                      c(.39, .39, .22)))
# The label of the centre makes room for the cross.
cross <- plane(t(map$geometric))
if (sqrt(sum((places[7, ] - cross)^2)) < 0.11) places[7, ] <- plane(t(c(.27, .27, .46)))
said <- sprintf("%.0f%%\n%.0f–%.0f%%", 100 * map$zones$share, 100 * map$zones$low, 100 * map$zones$high)
rect(places[, 1] - 0.052, places[, 2] - 0.036, places[, 1] + 0.052, places[, 2] + 0.036, col = "#ffffffe0", border = NA)
text(places, said, cex = 0.78)
polygon(plane(map$region), border = ORANGE, lwd = 2)
points(cross, pch = 3, cex = 1.4, lwd = 3, col = ORANGE)
text(c(0, 1, 0.5), c(-0.035, -0.035, height + 0.03), sapply(map$corners, wrapped, 24), cex = 0.9)
own <- map$replies
mtext(sprintf("%d answered, %d said that it does not fit, %d skipped it, %d were not asked.\nDarkest hexagon: %.0f stories; an even spread would have %.1f in each.",
              own[["answered"]], own[["not_applicable"]], own[["unanswered"]], own[["not_asked"]], max(full),
              own[["answered"]] * 3 * map$size^2), side = 1, line = 2.6, adj = 0, cex = 0.78, col = GREY)
invisible(dev.off())

#' ## How groups differ
#'
#' A forest plot of Cliff's delta on every dyad: for each the two groups that are furthest apart. Left of 0, answers of the first of
#' the two are further left. Filled points have an adjusted p below 0.05.

found <- compare_dyads(export, "audience")
labels <- parts_of(export, "audience")
print(found[, c("dyad", "first", "second", "delta", "low", "high", "q")], digits = 3, row.names = FALSE)

draw("forest.png", 10, 2.1 + 0.36 * nrow(found))
par(mar = c(5, 21, 3, 16), xpd = NA)
at <- rev(seq_len(nrow(found)))
reach <- ceiling(max(abs(found$low), abs(found$high)) * 10) / 10
plot(NA, xlim = c(-reach, reach), ylim = c(0.5, nrow(found) + 0.5), axes = FALSE, xlab = "", ylab = "")
title("How groups differ (Cliff's delta)", adj = 0, cex.main = 1.15)
axis(1, cex.axis = 0.8, col = INK)
segments(axTicks(1), 0.5, axTicks(1), nrow(found) + 0.5, col = PALE)
segments(0, 0.5, 0, nrow(found) + 0.5, col = GREY)
segments(found$low, at, found$high, at, lwd = 1.6, col = INK)
points(found$delta, at, pch = 21, bg = ifelse(found$q < 0.05, BLUE, "white"), col = BLUE, cex = 1.3, lwd = 1.6)
text(-reach * 1.06, at, sapply(found$question, wrapped, 58), adj = 1, cex = 0.72)
text(reach * 1.06, at, sprintf("%s against\n%s, n = %d + %d", short(labels[found$first], 30), short(labels[found$second], 30),
                               found$n_first, found$n_second), adj = 0, cex = 0.58, col = GREY)
mtext(sprintf("Left of 0, answers of the first group are further left. Filled: adjusted p < 0.05 over %d dyads.", nrow(found)),
      side = 1, line = 3.4, adj = 0.5, cex = 0.78, col = GREY)
invisible(dev.off())

#' ## A control chart
#'
#' The median of a dyad by month, as *Making Data Count* draws it: a grey line, the mean, and limits at 2.66 mean moving ranges.
#' Purple points are part of a signal; a hollow point is a month that is not over.

chart <- control_chart(export, "timing", last)
print(chart$points, digits = 3)

draw("control-chart.png", 9.5, 4.8)
par(mar = c(5.5, 4.5, 3, 6), xpd = NA)
months <- seq_len(nrow(chart$points))
values <- chart$points$value
shown <- range(c(values, chart$limits), na.rm = TRUE)
plot(months, values, type = "l", col = GREY, lwd = 1.6, axes = FALSE, xlab = "", ylab = "", ylim = shown + c(-0.1, 0.1) * diff(shown))
title(wrapped(paste(chart$question, "(median)"), 80), adj = 0, cex.main = 1.15)
axis(2, axTicks(2), sprintf("%.0f%%", 100 * axTicks(2)), las = 1, cex.axis = 0.8)
axis(1, months, chart$points$month, las = 2, cex.axis = 0.72)
segments(0.7, chart$centre, max(months) + 0.3, chart$centre, col = INK)
for (limit in chart$limits) segments(0.7, limit, max(months) + 0.3, limit, lty = 2, col = INK)
text(max(months) + 0.4, c(chart$centre, chart$limits), sprintf(c("mean %.0f%%", "limit %.0f%%", "limit %.0f%%")[seq_along(c(chart$centre, chart$limits))],
     100 * c(chart$centre, chart$limits)), adj = 0, cex = 0.72)
points(months, values, pch = 21, cex = 1.3, lwd = 1.6, col = ifelse(chart$points$signal, PURPLE, GREY),
       bg = ifelse(chart$points$partial, "white", ifelse(chart$points$signal, PURPLE, GREY)))
invisible(dev.off())

#' ## The numbers
#'
#' They are written beside the figures, and `make interop` compares them with those of the service.

numbers <- c(
  setNames(map$zones$count, paste0("zone.", map$zones$zone, ".count")),
  setNames(map$zones$low, paste0("zone.", map$zones$zone, ".low")),
  setNames(map$zones$high, paste0("zone.", map$zones$zone, ".high")),
  setNames(map$geometric, paste0("centre.", names(map$corners))),
  setNames(as.vector(map$replies), paste0("replies.", names(map$replies))),
  setNames(found$delta, paste0("delta.", found$dyad)),
  setNames(found$low, paste0("delta.", found$dyad, ".low")),
  setNames(found$high, paste0("delta.", found$dyad, ".high")),
  setNames(found$q, paste0("q.", found$dyad)),
  setNames(values, paste0("month.", chart$points$month)),
  chart.centre = chart$centre, chart.lower = chart$limits[1], chart.upper = chart$limits[2]
)
write.csv(data.frame(name = names(numbers), value = sprintf("%.12g", numbers)), file.path(figures, "numbers.csv"), row.names = FALSE)
cat("Drawn into", normalizePath(figures), "\n")
