using Nabla.Formats;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/restore</c>: the checkpoints of the linear regression restored, state files, saving, and what is refused.</summary>
sealed class RestoreArea : Area
{
    public override void Run(GoldenCase golden)
    {
        switch (golden.Text("op"))
        {
            case "checkpoint-state": CheckState(golden); break;
            case "restore-same-graph": Restore(golden); break;
            case "restore-latest": RestoreLatest(golden); break;
            case "import-meta-graph": MetaGraphCases.Import(golden); break;
            case "get-tensor-by-name": MetaGraphCases.GetTensor(golden); break;
            case "save": Save(golden); break;
            case "save-many": SaveMany(golden); break;
            case "get-variable" or "run" or "run-before-initialisation" or "run-without-feed": RunWrongly(golden); break;
            default: throw new NotSupportedNameException(golden.Text("op") ?? "");
        }
    }

    /// <summary>A path below the programs' folder.</summary>
    static string PathOf(GoldenCase golden, string name) => golden.Topic.Archive(name);

    static void CheckState(GoldenCase golden)
    {
        var folder = PathOf(golden, golden.Text("folder")!);
        var state = Checkpoints.GetCheckpointState(folder);
        string? Shown(string? prefix) => prefix is null ? null : Path.GetRelativePath(PathOf(golden, "."), prefix).Replace('\\', '/');
        Same("model_checkpoint_path", golden.Text("model_checkpoint_path"), Shown(state?.Latest));
        Same("latest_checkpoint", golden.Text("latest_checkpoint"), Shown(Checkpoints.LatestCheckpoint(folder)));
        Same("all_model_checkpoint_paths", golden.Value("all_model_checkpoint_paths") is List<object?> all ? string.Join(' ', all) : null, state is null ? null : string.Join(' ', state.All.Select(Shown)));
    }

    static void Restore(GoldenCase golden)
    {
        using var graph = new Graph();
        var (x, prediction) = (Graph.Placeholder(name: "X"), (Tensor?)null);
        if (golden.Has("variables"))
        {
            foreach (var (name, shape) in golden.Map("variables")) Graph.GetVariable(name, Shape.Of([.. ((List<object?>)shape!).Select(axis => (long)axis!)]));
        }
        else
        {
            var (w, b) = (Graph.GetVariable("linear_regression/weight", []), Graph.GetVariable("linear_regression/bias", []));
            prediction = (x * w) + b;
        }
        using var session = new Session(graph);
        new Saver().Restore(session, golden.Text("checkpoint") is { } prefix ? PathOf(golden, prefix) : null);
        var comparer = Comparer.Of(golden);
        foreach (var (field, name) in new[] { ("W", "linear_regression/weight"), ("b", "linear_regression/bias") })
        {
            var value = session.Run($"{name}:0").ToScalar<float>();
            if (value != (float)golden.Number(field, double.NaN)) throw new MismatchException($"{field}: expected {golden.Number(field, double.NaN)}, got {value}");
        }
        comparer.Check("predictions", golden.Value("predictions"), session.Run(prediction!, new Feeds { [x] = (Tensor)golden.Value("x")! }));
    }

    static void RestoreLatest(GoldenCase golden)
    {
        using var graph = new Graph();
        Graph.GetVariable("linear_regression/weight", []);
        using var session = new Session(graph);
        using var folder = ExtractedFolder.Empty();
        var name = golden.Text("folder")!;
        if (name == "empty") Directory.CreateDirectory(Path.Combine(folder.Root, name));
        new Saver().RestoreLatest(session, Path.Combine(folder.Root, name));
    }

    /// <summary>Does what must be refused.</summary>
    static void RunWrongly(GoldenCase golden)
    {
        using var other = new Graph();
        var foreign = Graph.Constant(Tensor.Constant(1f));
        other.Dispose();
        using var graph = new Graph();
        var shape = golden.List("placeholder");
        var x = Graph.Placeholder(shape: shape.Count > 0 ? Shape.Of([.. shape.Select(axis => (long?)axis ?? -1)]) : null, name: "X");
        using (new VariableScope("linear_regression"))
        {
            var w = Graph.GetVariable("weight", []);
            using var session = new Session(graph);
            switch (golden.Name)
            {
                case "get-variable-twice": Graph.GetVariable("weight", []); break;
                case "uninitialised-variable": session.Run(w); break;
                case "placeholder-not-fed": session.Run(x + 1f); break;
                case "placeholder-fed-with-another-shape": session.Run(x + 1f, new Feeds { [x] = new float[199, 1] }); break;
                case "placeholder-fed-with-text": session.Run(x + 1f, new Feeds { [x] = new[,] { { "a", "b" } } }); break;
                case "fetch-from-another-graph": session.Run(foreign); break;
                default: throw new NotSupportedNameException(golden.Name);
            }
        }
    }

    static void Save(GoldenCase golden)
    {
        using var folder = ExtractedFolder.Empty();
        foreach (var answer in golden.Json("answers").EnumerateObject())
        {
            var prefix = Path.Combine(folder.Root, answer.Name);
            try
            {
                var returned = Saved(new SaverOptions(5), prefix, [7]);
                if (answer.Value.TryGetProperty("exception", out _)) throw new MismatchException($"{answer.Name}: it must be refused, and was not");
                Same(answer.Name, answer.Value.GetProperty("returned").GetString(), "./" + Path.GetRelativePath(folder.Root, returned.Prefixes[0]).Replace('\\', '/'));
                CheckFiles(Path.GetDirectoryName(prefix)!, [.. answer.Value.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)]);
            }
            catch (DirectoryNotFoundException error) when (answer.Value.TryGetProperty("exception", out _))
            {
                if (!error.Message.Contains(answer.Name, StringComparison.Ordinal)) throw new MismatchException($"the message does not name the path: {error.Message}");
            }
        }
    }

    static void SaveMany(GoldenCase golden)
    {
        using var folder = ExtractedFolder.Empty();
        var (prefixes, last) = Saved(new SaverOptions((int)golden.Number("max_to_keep", 5)), Path.Combine(folder.Root, "kept", "model.ckpt"), [.. golden.List("global_steps").Select(step => (long)step!)]);
        string Shown(string prefix) => "./" + Path.GetRelativePath(folder.Root, prefix).Replace('\\', '/');
        var comparer = Comparer.Of(golden);
        comparer.Check("returned", golden.List("returned"), prefixes.Select(Shown).ToList());
        comparer.Check("last_checkpoints", golden.List("last_checkpoints"), last.Select(Shown).ToList());
        Same("checkpoint_file", golden.Text("checkpoint_file"), File.ReadAllText(Path.Combine(folder.Root, "kept", "checkpoint")));
        CheckFiles(Path.Combine(folder.Root, "kept"), [.. golden.List("files").Cast<string>()]);
    }

    static (List<string> Prefixes, IReadOnlyList<string> Last) Saved(SaverOptions options, string prefix, long[] steps)
    {
        using var graph = new Graph();
        Graph.GetVariable("v", Tensor.Constant(1f));
        using var session = new Session(graph);
        session.Run(Graph.GlobalVariablesInitializer());
        var saver = new Saver(options.MaxToKeep);
        return (steps.Select(step => saver.Save(session, prefix, step)).ToList(), saver.LastCheckpoints);
    }

    static void CheckFiles(string folder, string[] expected)
    {
        var got = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToList();
        Same("files", string.Join(' ', expected), string.Join(' ', got));
    }

    static void Same(string what, string? expected, string? got)
    {
        if (expected != got) throw new MismatchException($"{what}: expected {expected ?? "nothing"}, got {got ?? "nothing"}");
    }

    sealed record SaverOptions(int MaxToKeep);
}
