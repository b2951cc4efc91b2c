using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Benchmarks.Rows;

/// <summary>train/lstm, train/gru, infer/lstm-1: images read row by row by 128 units, compiled.</summary>
internal static class RecurrentRows
{
    private const int Lines = 28;
    private const int Units = 128;
    private const int Batch = 64;

    public static IEnumerable<Row> All =>
    [
        Train("train/lstm", 4, "LSTM"),
        Train("train/gru", 3, "GRU"),
        new("infer/lstm-1", static () =>
        {
            var weights = Weights(4);
            var x = Tensor.RandomUniform([1, Lines, Lines], seed: 1);
            var answer = Compiled.Of((Tensor rows) => Answer(rows, 4, weights).Softmax());
            return () => answer.Run(x);
        })
        {
            Flops = Forward(4),
            Torch = new(
                $"""
                {TorchModel("LSTM")}
                x = torch.rand(1, {Lines}, {Lines})
                def step():
                    with torch.no_grad():
                        return torch.softmax(model(x), 1)
                """,
                "step()"),
        },
    ];

    private static Row Train(string name, int gates, string torch) => new(name, () =>
    {
        var weights = Weights(gates);
        var adam = new Adam(0.001);
        var x = Tensor.RandomUniform([Batch, Lines, Lines], seed: 1);
        var y = Tensor.RandInt([Batch], 0, Networks.Classes, seed: 2);
        var step = Compiled.Of((Tensor rows, Tensor labels) =>
        {
            using var tape = new GradientTape();
            var loss = Tensor.SparseCategoricalCrossentropy(labels, Answer(rows, gates, weights), fromLogits: true).Mean();
            adam.ApplyGradients(tape.Gradient(loss, weights), weights);
            return loss;
        });
        return () => step.Run(x, y);
    })
    {
        // All but the gradient of the pixels, which nobody asks for.
        Flops = Batch * ((3 * Forward(gates)) - (2.0 * Lines * Lines * gates * Units)),
        Torch = new(
            $"""
            {TorchModel(torch)}
            optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
            x = torch.rand({Batch}, {Lines}, {Lines}); y = torch.randint(0, {Networks.Classes}, ({Batch},))
            def step():
                optimizer.zero_grad()
                loss = torch.nn.functional.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                return loss.item()
            """,
            "step()"),
    };

    /// <summary>Floating-point operations for one image.</summary>
    private static double Forward(int gates) => 2.0 * ((Lines * (Lines + Units) * gates * Units) + (Units * Networks.Classes));

    private static Tensor Answer(Tensor rows, int gates, Variable[] w) =>
        (gates == 4 ? rows.LstmSequence(w[0], w[1], w[2]) : rows.GruSequence(w[0], w[1], w[2])).Hidden.MatMul(w[3]) + w[4];

    private static Variable[] Weights(int gates) =>
    [
        new(new GlorotUniform(1).Call([Lines, gates * Units])),
        new(new GlorotUniform(2).Call([Units, gates * Units])),
        new(gates == 4 ? Tensor.Zeros([4 * Units]) : Tensor.Zeros([2, 3 * Units])),
        new(new GlorotUniform(3).Call([Units, Networks.Classes])),
        new(Tensor.Zeros([Networks.Classes])),
    ];

    private static string TorchModel(string cell) =>
        $"""
        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.cell = torch.nn.{cell}({Lines}, {Units}, batch_first=True)
                self.dense = torch.nn.Linear({Units}, {Networks.Classes})
            def forward(self, x):
                return self.dense(self.cell(x)[0][:, -1])
        model = Model()
        """;
}
