using System.Diagnostics;
using System.Text.Json;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Programs;

namespace Nabla.Goldens;

/// <summary>Runs topics one after another and counts.</summary>
static class Runner
{
    public static int Run(Options options)
    {
        var topics = GoldenTopic.Find(options.Folder).Where(topic => topic.Name.StartsWith(options.Area, StringComparison.Ordinal)).ToList();
        if (topics.Count == 0)
        {
            Console.Error.WriteLine($"There is no topic{(options.Area.Length > 0 ? $" '{options.Area}…'" : "")} below '{options.Folder}': a topic is a file TOPIC.jsonl.");
            return 2;
        }
        MnistFiles.Goldens = options.Folder;
        // What cases print is no part of the answer: only lines of this program go out.
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        var total = new Count();
        var (explained, isExplained) = (0, true);
        var missing = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        foreach (var topic in topics)
        {
            var count = Run(topic, options, missing, output);
            output.WriteLine(count.Line(topic.Name));
            total.Add(count);
            var allowed = options.Explained.In(topic.Name);
            explained += Math.Min(count.Failed, allowed);
            isExplained &= count.Failed <= allowed;
        }
        if (options.ShowsUnsupported)
        {
            foreach (var (name, cases) in missing) output.WriteLine($"not supported: {name} ({cases})");
        }
        Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        output.WriteLine(total.Line("total"));
        if (options.Explained != ExplainedDifferences.None) output.WriteLine($"explained differences: {explained}");
        return isExplained ? 0 : 1;
    }

    static Count Run(GoldenTopic topic, Options options, SortedDictionary<string, int> missing, TextWriter output)
    {
        var count = new Count();
        var area = AreaTable.Find(topic.Name);
        using var cases = topic.Cases().GetEnumerator();
        while (true)
        {
            try
            {
                if (!cases.MoveNext()) break;
            }
            catch (Exception error) when (error is IOException or JsonException)
            {
                // What cannot be read ends the topic: no case after it is counted as if it had been run.
                count.Add(new Outcome(OutcomeKind.Failed, error.Message));
                output.WriteLine($"FAILED {topic.Name}: the cases cannot be read: {error.Message}");
                break;
            }
            var golden = cases.Current;
            var outcome = Outcome.Of(area, golden);
            count.Add(outcome);
            if (outcome.Kind == OutcomeKind.NotSupported)
            {
                var name = $"{topic.Name}: {outcome.Message}";
                missing[name] = missing.GetValueOrDefault(name) + 1;
            }
            if (outcome.Kind == OutcomeKind.Failed && options.ShowsFailures) output.WriteLine($"FAILED {topic.Name} {golden.Name}: {outcome.Message}");
        }
        return count;
    }
}

/// <summary>How many cases of a topic ended how.</summary>
sealed class Count
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int NotSupported { get; private set; }

    public void Add(Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Passed) Passed++;
        else if (outcome.Kind == OutcomeKind.Failed) Failed++;
        else NotSupported++;
    }

    public void Add(Count other) => (Passed, Failed, NotSupported) = (Passed + other.Passed, Failed + other.Failed, NotSupported + other.NotSupported);

    public string Line(string topic) => $"{topic}: {Passed} passed, {Failed} failed, {NotSupported} not supported";
}
