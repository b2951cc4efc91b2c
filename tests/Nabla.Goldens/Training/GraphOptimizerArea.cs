using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Training;

/// <summary>Cases of <c>optimizers/tf1</c>: a graph whose gradients are fed, run in a session step by step.</summary>
sealed class GraphOptimizerArea : Area
{
    public override void Run(GoldenCase golden)
    {
        using var graph = new Graph();
        if (golden.MustFail)
        {
            var refused = GraphOptimizers.Make(golden.Text("optimizer")!, golden.Map("kwargs"), null, null);
            if (golden.Has("gradients")) refused.ApplyGradients([(null, new Variable(Tensor.Constant(0f), name: "w"))]);
            return;
        }
        var globalStep = Graph.GetOrCreateGlobalStep();
        Tensor? rate = golden.Has("learning_rate") ? Decays.Make(golden.Map("learning_rate"), globalStep) : null;
        var json = golden.Json("optimizer");
        var optimizer = GraphOptimizers.Make(json.GetProperty("class_name").GetString()!, (Dictionary<string, object?>)golden.Value(json.GetProperty("config"))!, globalStep, rate);
        var variables = golden.List("variables").Cast<List<object?>>().Select(row => Graph.GetVariable((string)row[0]!, (Tensor)row[1]!)).ToList();
        var feeds = new List<Action<Feeds, int>>();
        var pairs = variables.Select((variable, i) => (Gradient(golden.List("gradient_steps")[i], variable, feeds), variable)).ToList();
        var train = optimizer.ApplyGradients(pairs, globalStep);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        graph.Dispose();
        var (expected, comparer) = (golden.List("variable_steps"), Comparer.Of(golden));
        var steps = ((Tensor)expected[0]!).Shape[0];
        for (var step = 0; step < steps; step++)
        {
            var values = new Feeds();
            foreach (var feed in feeds) feed(values, step);
            session.Run(train, values);
            for (var i = 0; i < variables.Count; i++) comparer.Check($"{variables[i].Name} after step {step + 1}", ((Tensor)expected[i]!)[step], session.Run(variables[i]));
        }
        CheckState(golden, optimizer, variables, session, comparer);
        comparer.Check("global step", golden.Value("global_step"), session.Run(globalStep));
    }

    static Tensor? Gradient(object? steps, Variable variable, List<Action<Feeds, int>> feeds)
    {
        Tensor Fed(Tensor all)
        {
            var placeholder = Graph.Placeholder(all.ElementType, all.Shape[1..]);
            feeds.Add((values, step) => values[placeholder] = all[step]);
            return placeholder;
        }
        return steps switch
        {
            null => null,
            Tensor all => Fed(all),
            Dictionary<string, object?> slices => new IndexedSlices(Fed((Tensor)slices["values"]!), Fed((Tensor)slices["indices"]!), variable),
            _ => throw new BindingException("a gradient of no known form"),
        };
    }

    static void CheckState(GoldenCase golden, Train.Optimizer optimizer, List<Variable> variables, Session session, Comparer comparer)
    {
        var expected = golden.List("optimizer_variables").Cast<List<object?>>().ToList();
        comparer.Check("names", expected.ConvertAll(row => row[0]), optimizer.Variables.Select(variable => variable.GraphName));
        for (var i = 0; i < expected.Count; i++) comparer.Check(optimizer.Variables[i].Name, expected[i][1], session.Run(optimizer.Variables[i]));
        var slots = golden.List("slots").Cast<List<object?>>().ToList();
        foreach (var row in slots)
        {
            var variable = variables.Single(variable => variable.Name == (string)row[0]!);
            comparer.Check($"slot {row[1]} of {row[0]}", row[2], optimizer.GetSlot(variable, (string)row[1]!)?.GraphName);
        }
        comparer.Check("slot names", slots.Select(row => row[1]).Distinct().ToList(), optimizer.GetSlotNames());
    }
}
