namespace Nabla.Summaries;

/// <summary>Numbers in 0 … 1 as colours, from dark blue over teal to light yellow; lightness rises evenly, so that it also reads in grey.</summary>
static class PlotColorMap
{
    static readonly PlotColor[] Stops =
    [
        new(38, 24, 82), new(44, 56, 124), new(38, 92, 148), new(33, 125, 152), new(42, 155, 146), new(88, 182, 128), new(152, 206, 105), new(213, 226, 102), new(254, 246, 158),
    ];

    public static PlotColor At(double share)
    {
        if (double.IsNaN(share))
        {
            return new(208, 210, 214);
        }

        double at = Math.Clamp(share, 0, 1) * (Stops.Length - 1);
        int below = Math.Min((int)at, Stops.Length - 2);
        return Stops[below].Towards(Stops[below + 1], at - below);
    }
}
