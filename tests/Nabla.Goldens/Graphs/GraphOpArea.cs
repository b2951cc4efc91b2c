using System.Text.Json;
using Nabla.Files;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Graphs;

/// <summary>Cases of <c>graph-ops/</c>: a GraphDef is imported and run in a session.</summary>
sealed class GraphOpArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var graph = Import(golden);
        try
        {
            Play(golden, graph);
        }
        catch (KeyNotFoundException unknown) when (unknown.Message.StartsWith("Graph: ", StringComparison.Ordinal))
        {
            // A name that is not in the graph is said by the graph itself, not by a dictionary.
            throw new ArgumentException(unknown.Message, unknown);
        }
    }

    static void Play(GoldenCase golden, Graph graph)
    {
        using var session = new Session(graph);
        using var folder = new CaseFolder();
        if (golden.Has("statistics"))
        {
            GraphStatistics.Check(golden, session);
            return;
        }
        var runs = golden.Has("runs") ? golden.Json("runs").EnumerateArray().ToList() : [golden.Json("name")];
        for (var i = 0; i < runs.Count; i++)
        {
            var run = golden.Has("runs") ? GraphRun.Of(golden, runs[i]) : GraphRun.Of(golden);
            run.Play(session, golden, $"run {i}", folder);
        }
        if (golden.Has("gradients")) GraphGradients.Check(golden, graph, session);
    }

    static Graph Import(GoldenCase golden)
    {
        using var archive = ArchiveReader.Open(golden.Topic.OwnArchive);
        var member = archive.Find(golden.Text("graph")!) ?? throw new BindingException($"the archive has no member '{golden.Text("graph")}'");
        try
        {
            return Graph.ReadFrom(archive.ReadAllBytes(member), golden.Text("graph")!);
        }
        catch (MissingOperationsException missing) when (!golden.MustFail)
        {
            throw new NotSupportedNameException(string.Join(" ", missing.Types));
        }
    }
}
