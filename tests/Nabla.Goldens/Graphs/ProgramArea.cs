using Nabla.Files;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Graphs;

/// <summary>Cases of <c>tf1/programs</c>: a meta graph is imported, its checkpoint restored, and calls are played in one session; once through the saver, once by the graph's own nodes.</summary>
sealed class ProgramArea : Area
{
    public override void Run(GoldenCase golden)
    {
        using var folder = new CaseFolder();
        using (var archive = ArchiveReader.Open(golden.Topic.OwnArchive))
        {
            foreach (var member in archive.Members.Where(m => m.Name.StartsWith(golden.Name + ".", StringComparison.Ordinal))) File.WriteAllBytes(Path.Combine(folder.Path, member.Name), archive.ReadAllBytes(member));
        }
        var meta = MetaFiles.Import(Path.Combine(folder.Path, golden.Text("meta")!), golden);
        CheckVariables(golden, meta.Graph);
        foreach (var (name, count) in golden.Map("collections")) Comparer.Of(golden).Check($"collection {name}", count, (long)meta.Graph.GetCollection(name).Count);
        var prefix = Path.Combine(folder.Path, golden.Text("checkpoint")!);
        using (var session = new Session(meta.Graph))
        {
            meta.Saver!.Restore(session, prefix);
            Play(golden, session, folder);
        }
        if (!meta.Graph.Nodes.Any(node => node.Name == "save/restore_all")) return;
        using var second = new Session(meta.Graph);
        second.Run(meta.Graph.GetOperationByName("save/restore_all"), new() { ["save/Const:0"] = prefix });
        Play(golden, second, folder);
    }

    static void Play(GoldenCase golden, Session session, CaseFolder folder)
    {
        foreach (var (i, run) in golden.Json("runs").EnumerateArray().Index()) GraphRun.Of(golden, run).Play(session, golden, $"run {i}", folder);
    }

    static void CheckVariables(GoldenCase golden, Graph graph)
    {
        var variables = graph.GetCollection<Variable>(CollectionKeys.GlobalVariables);
        foreach (var expected in golden.List("variables").Cast<Dictionary<string, object?>>())
        {
            var name = ((string)expected["name"]!).Split(':')[0];
            var variable = variables.FirstOrDefault(v => v.Name == name) ?? throw new MismatchException($"there is no variable '{name}'");
            Comparer.Of(golden).Check($"type of {name}", expected["dtype"], variable.ElementType.Name);
            Comparer.Of(golden).Check($"shape of {name}", expected["shape"], variable.Shape.ToArray());
            Comparer.Of(golden).Check($"{name} trainable", expected["trainable"], variable.Trainable);
        }
    }
}
