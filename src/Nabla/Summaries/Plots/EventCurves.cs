namespace Nabla;

/// <summary>Diagrams of what event files say.</summary>
public static class EventCurves
{
    extension(Plot)
    {
        /// <summary>The scalars of all runs in a folder, a line for each run and tag, over the training steps: <c>Plot.FromEvents("logs", "loss").Save("loss.png")</c>.</summary>
        /// <param name="folder">A folder with event files, or with folders of runs.</param>
        /// <param name="tags">The tags to draw; all that have scalars where none are given.</param>
        /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
        /// <exception cref="ArgumentException">No run has scalars of these tags.</exception>
        /// <exception cref="ModelFormatException">A file is no event file.</exception>
        public static Plot FromEvents(string folder, params IReadOnlyList<string> tags)
        {
            ArgumentNullException.ThrowIfNull(tags);
            var plot = new Plot(tags.Count == 1 ? tags[0] : "").XLabel("step");
            var (lines, seen) = (0, new SortedSet<string>(StringComparer.Ordinal));
            var runs = EventAccumulator.Runs(folder);
            foreach (var name in runs)
            {
                using var run = new EventAccumulator(Path.Combine(folder, name));
                run.Reload();
                seen.UnionWith(run.ScalarTags);
                foreach (var tag in run.ScalarTags.Where(tag => tags.Count == 0 || tags.Contains(tag)))
                {
                    var points = run.Scalars(tag);
                    var label = runs.Count == 1 ? tag : tags.Count == 1 ? name : $"{name}/{tag}";
                    plot.Line(points.Select(point => (double)point.Step), points.Select(point => point.Value), label);
                    lines++;
                }
            }
            return lines > 0 ? plot
                : throw new ArgumentException($"Plot.FromEvents: '{folder}' has no scalars{(tags.Count > 0 ? $" of '{string.Join("', '", tags)}'" : "")}: {(seen.Count > 0 ? $"there are {string.Join(", ", seen)}" : "there are none at all; give the folder of the run, or the one around it")}.", nameof(tags));
        }
    }
}
