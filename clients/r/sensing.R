# Reads an export of the service and computes the numbers of three figures: a triad's map, a comparison of dyads, and a
# control chart. Plain R (4.0 or later) without any package; Parquet needs arrow or nanoparquet.
#
# Definitions and sources are those of the service (docs/EXPORTS.md): counts are equal to its own, and shares, intervals,
# centres, medians, Cliff's delta and limits are equal to 1e-9.

STATES <- c("answered", "not_applicable", "unanswered", "not_asked", "not_shown")
WHOLE <- 10000
Z <- qnorm(0.975)

# Reading -------------------------------------------------------------------------------------------------------------

# The tables of an export, as data frames: $stories, and where the file has them $answers and $framework. `path` is a .zip of
# CSV, a Data Package, a .csv or a .parquet.
read_export <- function(path) {
  if (!file.exists(path)) stop(path, " does not exist", call. = FALSE)
  ending <- tolower(tools::file_ext(path))
  if (ending == "zip") {
    inside <- utils::unzip(path, list = TRUE)$Name
    files <- inside[grepl("\\.csv$", inside)]
    if (!any(basename(files) == "stories.csv")) {
      stop(basename(path), " has no stories.csv; export with --format csv or --format datapackage", call. = FALSE)
    }
    folder <- tempfile("export-")
    on.exit(unlink(folder, recursive = TRUE))
    utils::unzip(path, files, exdir = folder)
    tables <- lapply(file.path(folder, files), read_table)
    names(tables) <- sub("\\.csv$", "", basename(files))
    return(tables)
  }
  if (ending == "csv") return(list(stories = read_table(path)))
  if (ending == "parquet") return(list(stories = typed(as.data.frame(read_parquet(path)))))
  stop("“.", ending, "” is no ending that this reads; there are: .zip, .csv, .parquet", call. = FALSE)
}

read_parquet <- function(path) {
  if (requireNamespace("arrow", quietly = TRUE)) return(arrow::read_parquet(path))
  if (requireNamespace("nanoparquet", quietly = TRUE)) return(nanoparquet::read_parquet(path))
  stop("Parquet needs the package arrow or nanoparquet: install.packages(\"nanoparquet\"); ",
       "or export with --format csv, which needs none", call. = FALSE)
}

read_table <- function(path) {
  typed(utils::read.csv(path, colClasses = "character", check.names = FALSE, na.strings = "", fileEncoding = "UTF-8-BOM",
                        encoding = "UTF-8"))
}

# Columns as what they are: the states as a factor with all of its levels, so that none is taken for a missing value.
typed <- function(table) {
  for (name in names(table)) {
    column <- table[[name]]
    known <- unique(as.character(column[!is.na(column)]))
    if (grepl("\\.state$", name)) {
      table[[name]] <- factor(as.character(column), levels = STATES)
    } else if (grepl("\\.choice$", name) || name %in% c("language", "prompt", "source", "state", "round", "collection", "kind")) {
      table[[name]] <- factor(as.character(column), levels = sort(known))
    } else if (name == "received") {
      table[[name]] <- as.Date(column)
    } else if (length(known) && all(known %in% c("true", "false", "TRUE", "FALSE"))) {
      table[[name]] <- tolower(as.character(column)) == "true"
    } else if (name %in% c("version", "storyteller")) {
      table[[name]] <- as.integer(column)
    } else if ((grepl(".", name, fixed = TRUE) && !grepl("\\.write_in_*$", name)) || name == "value") {
      table[[name]] <- as.numeric(column)
    } else {
      table[[name]] <- unguarded(as.character(column))
    }
  }
  table
}

# Texts without the apostrophe that keeps spreadsheets from taking them for formulas.
unguarded <- function(text) {
  guarded <- !is.na(text) & grepl("^'+([\t\r\n]|[[:space:][:cntrl:]]*[-=+@])", text)
  text[guarded] <- substring(text[guarded], 2)
  text
}

# The ids and labels of the parts of a signifier, from the table `framework`, in the order of the columns of the stories.
parts_of <- function(export, signifier) {
  words <- export$framework
  if (is.null(words)) stop("the export has no table “framework”; export all tables into a .zip", call. = FALSE)
  own <- words[words$signifier %in% signifier & words$about %in% c("corner", "end", "stone", "option") & !is.na(words$column), ]
  if (!nrow(own)) stop("there is no signifier “", signifier, "”; there are: ",
                       paste(words$id[words$about == "signifier"], collapse = ", "), call. = FALSE)
  own <- own[order(match(own$column, names(export$stories))), ]
  stats::setNames(own$label, own$id)
}

question_of <- function(export, signifier) {
  words <- export$framework
  words$label[words$about == "signifier" & words$id == signifier]
}

# How storytellers replied to a signifier. The four numbers add up to the stories.
replies <- function(export, signifier) table(export$stories[[paste0(signifier, ".state")]])

# Statistics ----------------------------------------------------------------------------------------------------------

# The Wilson score interval, 95 % (Wilson, 1927).
wilson <- function(count, of) {
  p <- count / of
  middle <- p + Z^2 / (2 * of)
  reach <- Z * sqrt(p * (1 - p) / of + Z^2 / (4 * of^2))
  scale <- 1 + Z^2 / of
  cbind(low = ifelse(count == 0, 0, pmax((middle - reach) / scale, 0)),
        high = ifelse(count == of, 1, pmin((middle + reach) / scale, 1)))
}

# Weights of those who answered, n x 3, in whole ten-thousandths as the service keeps them.
triad <- function(export, signifier) {
  stories <- export$stories
  corners <- names(parts_of(export, signifier))
  answered <- which(stories[[paste0(signifier, ".state")]] == "answered")
  weights <- sapply(corners, function(corner) round(stories[[paste0(signifier, ".", corner)]][answered] * WHOLE))
  if (any(rowSums(weights) != WHOLE)) stop("the weights of “", signifier, "” do not sum to 1", call. = FALSE)
  weights
}

plane <- function(weights) cbind(x = weights[, 2] + weights[, 3] / 2, y = weights[, 3] * sqrt(3) / 2)

# The zone of each point: 1-3 corners (a weight of 0.60 or more), 4-6 edges (one below 0.20), 7 the centre.
zone_of <- function(parts) {
  largest <- max.col(parts, "first")
  smallest <- max.col(-parts, "first")
  ifelse(apply(parts, 1, max) >= 6000, largest, ifelse(apply(parts, 1, min) < 2000, 7 - smallest, 7))
}

zones_of <- function(corners) {
  c(corners, paste(corners[1], corners[2], sep = "+"), paste(corners[1], corners[3], sep = "+"),
    paste(corners[2], corners[3], sep = "+"), "centre")
}

# Isometric log-ratio coordinates; weights below 0.01 are replaced by 0.0065 (Martín-Fernández and others, 2003).
ilr <- function(parts, delta = 0.0065) {
  zero <- parts < 100
  kept <- ifelse(zero, 0, parts)
  logs <- log(ifelse(zero, delta, kept / rowSums(kept) * (1 - delta * rowSums(zero))))
  cbind((logs[, 1] - logs[, 2]) / sqrt(2), (logs[, 1] + logs[, 2] - 2 * logs[, 3]) / sqrt(6))
}

ilr_inverse <- function(z) {
  u <- z[, 1] / sqrt(2)
  v <- z[, 2] / sqrt(6)
  powers <- exp(cbind(u + v, v - u, -2 * v))
  powers / rowSums(powers)
}

# The outline of the centre's 95 % region (Hotelling, 1931), as weights.
region <- function(parts, points = 72) {
  n <- nrow(parts)
  z <- ilr(parts)
  k <- sqrt((n - 1) * expm1(-2 / (n - 2) * log(0.05)) / n)
  angle <- (seq_len(points) - 1) / points * 2 * pi
  ilr_inverse(sweep(k * cbind(cos(angle), sin(angle)) %*% chol(stats::cov(z)), 2, -colMeans(z)))
}

# The nearest node of a triangular lattice with so many steps along a side: i and j.
nearest_node <- function(parts, steps) {
  scaled <- parts * steps
  rounded <- (2 * scaled + WHOLE) %/% (2 * WHOLE)
  excess <- rowSums(rounded) - steps
  error <- (rounded * WHOLE - scaled) * excess
  worst <- rep(1, nrow(parts))
  for (k in 2:3) {
    best <- error[cbind(seq_len(nrow(parts)), worst)]
    worst <- ifelse(error[, k] > best | (excess < 0 & error[, k] == best), k, worst)
  }
  off <- which(excess != 0)
  rounded[cbind(off, worst[off])] <- rounded[cbind(off, worst[off])] - excess[off]
  rounded[, 2:3, drop = FALSE]
}

# The numbers of a triad's map: zones with their Wilson intervals, both centres, and hexagons.
triad_map <- function(export, signifier, across = 12) {
  parts <- triad(export, signifier)
  corners <- parts_of(export, signifier)
  n <- nrow(parts)
  count <- tabulate(zone_of(parts), 7)
  zones <- data.frame(zone = zones_of(names(corners)), count = count, share = count / n, wilson(count, n),
                      to_uniform = count / n / c(0.16, 0.16, 0.16, 0.12, 0.12, 0.12, 0.16))
  nodes <- as.data.frame(table(apply(nearest_node(parts, across), 1, paste, collapse = " ")), stringsAsFactors = FALSE)
  steps <- matrix(as.numeric(unlist(strsplit(nodes$Var1, " "))), ncol = 2, byrow = TRUE)
  borders <- (steps[, 1] == 0) + (steps[, 2] == 0) + (rowSums(steps) == across)
  hexagons <- data.frame(x = (steps[, 1] + steps[, 2] / 2) / across, y = steps[, 2] / across * sqrt(3) / 2,
                         count = nodes$Freq, part = c(1, 1 / 2, 1 / 6)[borders + 1])
  list(question = question_of(export, signifier), corners = corners, replies = replies(export, signifier), zones = zones,
       arithmetic = colMeans(parts) / WHOLE, geometric = ilr_inverse(t(colMeans(ilr(parts))))[1, ], region = region(parts),
       hexagons = hexagons, size = 1 / (across * sqrt(3)))
}

# Cliff's delta with the asymmetric interval of Feng & Cliff (2004). Above 0, answers of x are further right.
cliff <- function(x, y) {
  n <- length(x)
  m <- length(y)
  against <- function(own, other) {
    ordered <- sort(other)
    left <- findInterval(own, ordered, left.open = TRUE)
    right <- length(other) - findInterval(own, ordered)
    (left - right) / length(other)
  }
  of_x <- against(x, y)
  of_y <- against(y, x)
  delta <- mean(of_x)
  tied <- sum(table(factor(x, levels = 0:WHOLE)) * as.numeric(table(factor(y, levels = 0:WHOLE))))
  pairs <- (n * m - tied - n * m * delta^2) / ((n - 1) * (m - 1))
  variance <- max(((m - 1) * stats::var(of_x) + (n - 1) * sum((of_y + delta)^2) / (m - 1) + pairs) / (n * m), 0)
  if (abs(delta) > 1 - 1e-12) {
    inner <- (min(n, m) - Z^2) / (min(n, m) + Z^2)
    return(c(delta = delta, low = if (delta > 0) inner else -1, high = if (delta > 0) 1 else -inner))
  }
  free <- 1 - delta^2
  reach <- Z * sqrt(variance) * sqrt(free^2 + Z^2 * variance)
  scale <- free + Z^2 * variance
  c(delta = delta, low = max((delta * free - reach) / scale, -1), high = min((delta * free + reach) / scale, 1))
}

dyad <- function(export, signifier, among = TRUE) {
  stories <- export$stories
  rows <- stories[[paste0(signifier, ".state")]] == "answered" & among
  round(stories[[paste0(signifier, ".value")]][which(rows)] * WHOLE)
}

# How the groups of a choice differ on every dyad: for each the two groups that are furthest apart, p by Kruskal-Wallis (by
# Mann-Whitney for two groups), adjusted over all dyads (Benjamini & Hochberg). Groups with fewer than 10 answers are left out.
compare_dyads <- function(export, by, fewest = 10) {
  words <- export$framework
  dyads <- words$id[words$about == "signifier" & words$kind == "dyad"]
  group <- export$stories[[paste0(by, ".choice")]]
  names <- names(parts_of(export, by))
  names <- names[names %in% names(which(table(group) >= fewest))]
  rows <- lapply(dyads, function(id) {
    answers <- lapply(stats::setNames(names, names), function(name) dyad(export, id, group %in% name))
    answers <- answers[lengths(answers) >= fewest]
    if (length(answers) < 2) return(NULL)
    pairs <- utils::combn(names(answers), 2)
    found <- apply(pairs, 2, function(pair) cliff(answers[[pair[1]]], answers[[pair[2]]]))
    best <- which.max(abs(found["delta", ]))
    p <- if (length(names) == 2) {
      stats::wilcox.test(answers[[1]], answers[[2]], exact = FALSE)$p.value
    } else {
      stats::kruskal.test(answers)$p.value
    }
    first <- pairs[1, best]
    second <- pairs[2, best]
    data.frame(dyad = id, question = question_of(export, id), first = first, second = second, t(found[, best]), p = p,
               n_first = length(answers[[first]]), n_second = length(answers[[second]]),
               median_first = stats::median(answers[[first]]) / WHOLE, median_second = stats::median(answers[[second]]) / WHOLE)
  })
  rows <- do.call(rbind, rows)
  rows$q <- stats::p.adjust(rows$p, "BH")
  rows[order(-abs(rows$delta)), ]
}

# The median of a dyad by month, with limits as Making Data Count has them: mean +/- 2.66 mean moving ranges, after moving
# ranges of 3.267 times their mean were left out once. Months with fewer than 10 answers are not told, and no limit rests on a
# month that was not over on the day `last`.
control_chart <- function(export, signifier, last = Sys.Date(), fewest = 10) {
  stories <- export$stories
  month <- format(stories$received, "%Y-%m")
  all <- format(seq(as.Date(paste0(min(month), "-01")), as.Date(paste0(max(month), "-01")), by = "month"), "%Y-%m")
  answers <- lapply(all, function(own) dyad(export, signifier, month == own))
  value <- vapply(answers, function(own) if (length(own) < fewest) NA_real_ else stats::median(own) / WHOLE, 0)
  after <- vapply(all, function(own) seq(as.Date(paste0(own, "-01")), by = "month", length.out = 2)[2] > last + 1, NA)
  points <- data.frame(month = all, n = lengths(answers), value = value, partial = after, signal = FALSE)
  known <- which(!is.na(value) & !after)
  if (length(known) < 12) {
    return(list(question = question_of(export, signifier), points = points, kind = "run",
                centre = stats::median(value[known]), limits = NULL))
  }
  series <- value[known]
  ranges <- abs(diff(series))
  moving <- mean(ranges[mean(ranges) == 0 | ranges < 3.267 * mean(ranges)])
  centre <- mean(series)
  reach <- 2.66 * moving
  off <- series - centre
  side <- function(x, beyond) (x > beyond + 1e-12) - (x < -beyond - 1e-12)
  special <- side(off, reach) != 0
  mark <- function(signs, least, wider) {
    runs <- rle(signs)
    ends <- cumsum(runs$lengths)
    for (k in which(runs$values != 0 & runs$lengths >= least)) {
      special[(ends[k] - runs$lengths[k] + 1):(ends[k] + wider)] <<- TRUE
    }
  }
  mark(side(off, 0), 7, 0)
  mark(side(diff(series), 0), 6, 1)
  far <- side(off, reach * 2 / 3)
  for (at in seq_len(length(far) - 2)) for (way in c(1, -1)) {
    own <- at:(at + 2)
    if (sum(far[own] == way) > 1) special[own[far[own] == way]] <- TRUE
  }
  points$signal[known] <- special
  list(question = question_of(export, signifier), points = points, kind = "xmr", centre = centre,
       limits = c(centre - reach, centre + reach))
}
