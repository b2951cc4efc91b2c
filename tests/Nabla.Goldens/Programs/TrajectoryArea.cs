using Nabla.Formats;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Models.Saving;
using Nabla.Optimizers;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/trajectories</c>: where an optimizer goes on a function of one or two variables, step by step.</summary>
sealed class TrajectoryArea : Area
{
    public override void Run(GoldenCase golden)
    {
        switch (golden.Text("op"))
        {
            case "trajectory": CheckTrajectory(golden); break;
            case "velocity-loop": CheckVelocity(golden); break;
            case "batch-sizes": CheckBatches(golden); break;
            case var op: throw new NotSupportedNameException(op ?? "");
        }
    }

    static void CheckTrajectory(GoldenCase golden)
    {
        var json = golden.Json("optimizer");
        var name = json.GetProperty("class_name").GetString()!;
        if (!KerasOptimizers.Table.Has(name)) throw new NotSupportedNameException(name);
        var optimizer = KerasOptimizers.Table.Read(KerasObject.Read(json, golden.Name, ""));
        var comparer = Comparer.Of(golden);
        var w = new Variable((Tensor)golden.Value("start")!);
        var (path, losses, gradients) = ((Tensor)golden.Value("w")!, (Tensor)golden.Value("losses")!, (Tensor)golden.Value("gradients")!);
        for (var step = 0; step < path.Shape[0]; step++)
        {
            var (loss, gradient) = Descend(golden.Text("formula")!, w);
            comparer.Check($"w {step}", path[step], w.Value);
            comparer.Check($"loss {step}", losses[step], loss);
            if (step == path.Shape[0] - 1) break;
            comparer.Check($"gradient {step}", gradients[step], gradient);
            optimizer.Apply([gradient], [w]);
        }
    }

    static void CheckVelocity(GoldenCase golden)
    {
        var comparer = Comparer.Of(golden);
        var w = new Variable(Tensor.Constant((float)golden.Number("start", 0)));
        var optimizer = new SGD(golden.Number("learning_rate", 0), golden.Number("momentum", 0), nesterov: true);
        var (path, velocities, losses) = ((Tensor)golden.Value("w")!, (Tensor)golden.Value("velocities")!, (Tensor)golden.Value("losses")!);
        var starts = path.Shape[0] > golden.Number("steps", 0);
        for (var step = 0; step < (int)golden.Number("steps", 0); step++)
        {
            if (starts) comparer.Check($"w {step}", path[step], w.Value);
            var (loss, gradient) = Descend(golden.Text("formula")!, w);
            comparer.Check($"loss {step}", losses[step], loss);
            optimizer.Apply([gradient], [w]);
            comparer.Check($"w after step {step}", path[starts ? step + 1 : step], w.Value);
            var velocity = velocities.Shape[0] > golden.Number("steps", 0) ? step + 1 : step;
            comparer.Check($"velocity after step {step}", velocities[velocity], optimizer.Variables[^1].Value);
        }
    }

    static (Tensor Loss, Tensor Gradient) Descend(string formula, Variable w)
    {
        using var tape = new GradientTape();
        var variables = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        if (w.Rank == 0) variables["w"] = w;
        else for (var i = 0; i < w.Shape[0]; i++) variables[$"w{i}"] = w[i];
        var loss = Formula.Value(formula, variables);
        return (loss, tape.Gradient(loss, w));
    }

    static void CheckBatches(GoldenCase golden)
    {
        var comparer = Comparer.Of(golden);
        // The points are given in float64; the program computes in float32.
        var (x, y) = (((Tensor)golden.Value("x")!).Cast(ElementType.Float32), ((Tensor)golden.Value("y")!).Cast(ElementType.Float32));
        var (w, b) = (new Variable(Tensor.Constant((float)golden.Number("start_W", 0))), new Variable(Tensor.Constant((float)golden.Number("start_b", 0))));
        var optimizer = new SGD(golden.Number("learning_rate", 0));
        var (losses, ws, bs) = ((Tensor)golden.Value("step_losses")!, (Tensor)golden.Value("W")!, (Tensor)golden.Value("b")!);
        var (size, count, step) = ((int)golden.Number("batch_size", 1), (int)x.Shape[0], 0);
        for (var epoch = 0; epoch < golden.Number("epochs", 1); epoch++)
        {
            for (var at = 0; at < count; at += size, step++)
            {
                var end = Math.Min(at + size, count);
                using var tape = new GradientTape();
                var loss = (w * x[at..end] + b - y[at..end]).Square().Mean();
                comparer.Check($"loss {step}", losses[step], loss);
                optimizer.ApplyGradients(tape.Gradient(loss, [w, b]), [w, b]);
                comparer.Check($"W after step {step}", ws[step], w.Value);
                comparer.Check($"b after step {step}", bs[step], b.Value);
            }
        }
    }
}
