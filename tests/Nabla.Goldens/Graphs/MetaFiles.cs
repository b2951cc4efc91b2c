using Nabla.Files;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Graphs;

/// <summary>Imports a meta graph of a case.</summary>
static class MetaFiles
{
    public static MetaGraph Import(string path, GoldenCase golden)
    {
        try
        {
            return MetaGraph.Import(path);
        }
        catch (MissingOperationsException missing) when (!golden.MustFail)
        {
            throw new NotSupportedNameException(string.Join(" ", missing.Types));
        }
    }
}

/// <summary>Cases of <c>files/metagraphs</c>: imported, restored, run, trained.</summary>
sealed class MetaGraphArea : Area
{
    public override void Run(GoldenCase golden)
    {
        using var unpacked = ExtractedFolder.Of(golden.Topic.Archive(golden.Text("archive")!), golden.Text("member")!);
        using var folder = new CaseFolder();
        var meta = MetaFiles.Import(Path.Combine(unpacked.Root, golden.Text("meta")!), golden);
        var comparer = Comparer.Of(golden);
        foreach (var (name, expected) in golden.Map("collections")) comparer.Check($"collection {name}", expected, meta.Graph.GetCollection(name).Select(Entry).ToList());
        using var session = new Session(meta.Graph);
        meta.Saver!.Restore(session, Path.Combine(unpacked.Root, golden.Text("checkpoint")!));
        foreach (var saved in meta.Saver.Variables)
        {
            if (saved.Slice is null && golden.Map("variables").TryGetValue(saved.Name, out var expected)) comparer.Check($"variable {saved.Name}", expected, session.Run(saved.Variable));
        }
        foreach (var node in meta.Graph.GetCollection<GraphNode>("table_initializer")) session.Run(node);
        foreach (var (i, run) in golden.Json("runs").EnumerateArray().Index()) GraphRun.Of(golden, run).Play(session, golden, $"run {i}", folder);
        if (golden.Value("training") is Dictionary<string, object?> training) Train(training, meta.Graph, session, comparer);
    }

    static void Train(Dictionary<string, object?> training, Graph graph, Session session, Comparer comparer)
    {
        var feeds = new Feeds();
        foreach (var (name, value) in (Dictionary<string, object?>)training["feed"]!) feeds[name] = GraphValues.ToTensor(value);
        for (var step = 0L; step < (long)training["steps"]!; step++) session.Run(graph.GetOperationByName((string)training["op"]!), feeds);
        foreach (var (name, value) in (Dictionary<string, object?>)training["variables_after"]!) comparer.Check($"{name} after training", value, session.Run(name));
    }

    static object Entry(object item) => item switch
    {
        Variable variable => $"{variable.Name}:0",
        Tensor tensor => tensor.GraphName,
        GraphNode node => node.Name,
        float number => (double)number,
        long or string => item,
        _ => item.ToString()!,
    };
}

/// <summary>Cases of <c>files/frozen</c>: graphs without variables.</summary>
sealed class FrozenArea : Area
{
    public override void Run(GoldenCase golden)
    {
        using var archive = ArchiveReader.Open(golden.Topic.Archive(golden.Text("archive")!));
        var member = archive.Find(golden.Text("member")!) ?? throw new BindingException($"the archive has no member '{golden.Text("member")}'");
        Graph graph;
        try
        {
            graph = Graph.ReadFrom(archive.ReadAllBytes(member), member.Name);
        }
        catch (MissingOperationsException missing) when (!golden.MustFail)
        {
            throw new NotSupportedNameException(string.Join(" ", missing.Types));
        }
        using var session = new Session(graph);
        var feeds = new Feeds();
        foreach (var (name, value) in golden.Map("inputs")) feeds[name] = GraphValues.ToTensor(value);
        var outputs = golden.Map("outputs");
        var results = session.Run([.. outputs.Keys.Select(name => (Fetch)name)], feeds);
        foreach (var (i, (name, expected)) in outputs.Index()) Comparer.Of(golden).Check(name, expected, results[i]);
    }
}
