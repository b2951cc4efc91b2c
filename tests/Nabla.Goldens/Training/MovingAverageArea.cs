using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Training;

/// <summary>Cases of <c>optimizers/tf1-moving-average</c>: variables are assigned, then averaged.</summary>
sealed class MovingAverageArea : Area
{
    public override void Run(GoldenCase golden)
    {
        using var graph = new Graph();
        var arguments = golden.Map("moving_average");
        var globalStep = Graph.GetOrCreateGlobalStep();
        bool counts = arguments.GetValueOrDefault("num_updates") is true;
        var average = new Train.ExponentialMovingAverage(Convert.ToDouble(arguments["decay"]), counts ? globalStep : null, arguments.GetValueOrDefault("zero_debias") is true);
        var variables = golden.List("variables").Cast<List<object?>>().Select(row => Graph.GetVariable((string)row[0]!, (Tensor)row[1]!)).ToList();
        var given = variables.ConvertAll(variable => Graph.Placeholder(variable.ElementType, variable.Shape));
        var assign = Graph.Group([.. variables.Select((variable, i) => (Fetch)Graph.Assign(variable, given[i])), Graph.AssignAdd(globalStep, 1)]);
        var apply = average.Apply(variables);
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        graph.Dispose();
        var comparer = Comparer.Of(golden);
        comparer.Check("names", golden.Value("average_names"), variables.Select(variable => average.Average(variable)!.GraphName));
        var (values, expected) = (golden.List("variable_steps").Cast<Tensor>().ToList(), golden.List("average_steps").Cast<Tensor>().ToList());
        for (var step = 0; step < expected[0].Shape[0]; step++)
        {
            var feeds = new Feeds();
            for (var i = 0; i < variables.Count; i++) feeds[given[i]] = values[i][step];
            session.Run(assign, feeds);
            session.Run(apply);
            for (var i = 0; i < variables.Count; i++) comparer.Check($"average of {variables[i].Name} after step {step + 1}", expected[i][step], session.Run(average.Average(variables[i])!));
        }
    }
}
